package io.veilray.cloud;

import io.veilray.keys.CertificateMaker;
import io.veilray.keys.Identity;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

/** A server's identity with its key, for tests that put something in the server's place. */
public record TestIdentity(Identity held) {
    public static TestIdentity fresh() {
        return new TestIdentity(new CertificateMaker(InstantSource.system()).selfSigned(List.of()));
    }

    public ServerIdentity identity() {
        return ServerIdentity.of(held);
    }

    public PrivateKey key() {
        return held.key();
    }

    public X509Certificate certificate() {
        return held.certificate();
    }

    public String pem() {
        return identity().certificatePem();
    }
}
