package io.veilray.tls;

import io.veilray.keys.Identity;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows one identity, whichever there is when a connection is made; a handshake that began keeps the one it began with. */
final class ShownIdentity extends X509ExtendedKeyManager {
    private final Supplier<Identity> now;
    /** By name; one more with each rotation. */
    private final Map<String, Identity> shown = new ConcurrentHashMap<>();

    ShownIdentity(Supplier<Identity> now) {
        this.now = now;
    }

    /** @param keyType such as {@code EC} or {@code EC/secp256r1} */
    private @Nullable String name(String keyType) {
        Identity identity = now.get();
        if (!keyType.split("/")[0].equals(identity.key().getAlgorithm())) {
            return null;
        }
        String name = identity.certificate().getSerialNumber().toString(16);
        shown.put(name, identity);
        return name;
    }

    private @Nullable String name(String[] keyTypes) {
        for (String each : keyTypes) {
            String name = name(each);
            if (name != null) {
                return name;
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return name(keyType);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return name(keyTypes);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return name(keyType);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return name(keyTypes);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal[] issuers) {
        String name = name(keyType);
        return name == null ? null : new String[] {name};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
        return getServerAliases(keyType, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String name) {
        Identity identity = shown.get(name);
        return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String name) {
        Identity identity = shown.get(name);
        return identity == null ? null : identity.key();
    }
}
