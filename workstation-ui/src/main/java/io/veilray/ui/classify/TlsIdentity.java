package io.veilray.ui.classify;

import io.veilray.tls.ConnectionFacts;
import java.time.Instant;

/** Who the server proved to be when the connection was made, and how that connection is protected. */
public record TlsIdentity(ConnectionFacts facts) {
    public String protocol() {
        return facts.protocol();
    }

    public String subject() {
        return facts.server().subject();
    }

    public String issuer() {
        return facts.server().issuer();
    }

    public Instant validUntil() {
        return facts.server().validUntil();
    }

    /** SHA-256 of the certificate, pairs of digits with colons. */
    public String fingerprint() {
        return facts.server().sha256();
    }
}
