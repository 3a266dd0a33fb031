package io.veilray.ui.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.veilray.tls.ConnectionFacts;
import io.veilray.ui.classify.TlsIdentity;
import java.util.Optional;

/** How the connection was protected, as it was seen to be; its keys are a contract, listed in docs/cli.md. */
public final class TlsJson {
    private TlsJson() {}

    /** Null if the connection does not tell. */
    public static JsonElement of(Optional<TlsIdentity> identity) {
        return identity.isPresent() ? of(identity.get().facts()) : JsonNull.INSTANCE;
    }

    private static JsonObject of(ConnectionFacts facts) {
        JsonObject json = new JsonObject();
        json.addProperty("protocol", facts.protocol());
        json.addProperty("cipherSuite", facts.cipherSuite());
        json.addProperty("keyAgreement", facts.keyAgreement().orElse(null));
        json.addProperty("serverSubject", facts.server().subject());
        json.addProperty("serverSha256", facts.server().sha256());
        json.addProperty("serverValidUntil", facts.server().validUntil().toString());
        json.addProperty("mutual", facts.mutual());
        return json;
    }
}
