package io.veilray.cloud;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** A server's identity with its key, for tests that put something in the server's place. */
public record TestIdentity(ServerIdentity identity) {
    public static TestIdentity fresh() {
        return new TestIdentity(ServerIdentity.fresh(List.of()));
    }

    public PrivateKey key() {
        return identity.key();
    }

    public X509Certificate certificate() {
        return identity.certificate();
    }

    public String pem() {
        return identity.certificatePem();
    }
}
