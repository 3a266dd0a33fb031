package io.veilray.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If this went wrong, a certificate left on this computer could vouch for another machine. */
class LoopbackTrustTest {
    private static final String PEM = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    @TempDir
    Path home;

    private String before;

    @BeforeEach
    void useHome() throws IOException {
        before = System.getProperty("veilray.home");
        System.setProperty("veilray.home", home.toString());
        Files.createDirectories(LoopbackTrust.file(7001).getParent());
        Files.writeString(LoopbackTrust.file(7001), PEM);
    }

    @AfterEach
    void restoreHome() {
        if (before == null) {
            System.clearProperty("veilray.home");
        } else {
            System.setProperty("veilray.home", before);
        }
    }

    @Test
    void ownServerOnLoopback_isTrusted() {
        for (String host : new String[] {"localhost", "127.0.0.1", "127.1.2.3", "[::1]"}) {
            assertEquals(
                    Optional.of(PEM),
                    LoopbackTrust.apply(Endpoint.parse(host + ":7001")).trustedCertificatePem());
        }
    }

    @Test
    void otherHostOrPort_isNot() {
        for (String address :
                new String[] {"localhost:7002", "example.org:7001", "128.0.0.1:7001", "127.evil.org:7001"}) {
            assertTrue(LoopbackTrust.apply(Endpoint.parse(address))
                    .trustedCertificatePem()
                    .isEmpty());
        }
        assertFalse(LoopbackTrust.isLoopback("localhost.evil.org"));
    }

    @Test
    void givenCertificate_isKept() {
        Endpoint given = Endpoint.parse("localhost:7001").trusting("mine");
        assertEquals(given, LoopbackTrust.apply(given));
    }
}
