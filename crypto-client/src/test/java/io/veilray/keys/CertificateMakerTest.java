package io.veilray.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What other programs check of a certificate; the numbers are those of RFC 5280 and of the CA/Browser Forum. */
class CertificateMakerTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final CertificateMaker MAKER = new CertificateMaker(InstantSource.fixed(NOW));
    private static final Identity AUTHORITY = MAKER.authority("Radiology");

    /** Key usage bits: 0 digitalSignature, 5 keyCertSign, 6 cRLSign. */
    private static List<Integer> usage(X509Certificate certificate) {
        boolean[] bits = certificate.getKeyUsage();
        return java.util.stream.IntStream.range(0, bits.length)
                .filter(bit -> bits[bit])
                .boxed()
                .toList();
    }

    @Test
    void authority_signsLeavesOnlyAndItself() throws Exception {
        X509Certificate certificate = AUTHORITY.certificate();
        certificate.verify(certificate.getPublicKey());
        assertEquals(0, certificate.getBasicConstraints(), "no authority below it");
        assertEquals(List.of(5, 6), usage(certificate));
        assertEquals(5 * 365, CertificateFacts.of(certificate).daysLeft(NOW));
    }

    @Test
    void leaves_areForOnePurposeAnd397Days() throws Exception {
        Identity server = MAKER.server(AUTHORITY, List.of("cloud.example.org", "10.1.2.3", "::1"));
        Identity client = MAKER.client(AUTHORITY, "Reading room 3");
        for (Identity leaf : List.of(server, client)) {
            X509Certificate certificate = leaf.certificate();
            certificate.verify(AUTHORITY.certificate().getPublicKey());
            assertEquals(-1, certificate.getBasicConstraints());
            assertEquals(List.of(0), usage(certificate));
            assertEquals(397, CertificateFacts.of(certificate).daysLeft(NOW));
            assertNotNull(certificate.getExtensionValue("2.5.29.14"), "subject key identifier");
            assertTrue(
                    Arrays.equals(
                            Arrays.copyOfRange(AUTHORITY.certificate().getExtensionValue("2.5.29.14"), 4, 24),
                            Arrays.copyOfRange(certificate.getExtensionValue("2.5.29.35"), 6, 26)),
                    "authority key identifier");
            assertEquals(List.of(certificate, AUTHORITY.certificate()), leaf.chain());
            assertFalse(leaf.toString().contains("PrivateKey"));
        }
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), server.certificate().getExtendedKeyUsage());
        assertEquals(List.of("1.3.6.1.5.5.7.3.2"), client.certificate().getExtendedKeyUsage());
        assertEquals(
                List.of("cloud.example.org", "10.1.2.3", "0:0:0:0:0:0:0:1"),
                CertificateFacts.of(server.certificate()).names());
    }

    @Test
    void renewed_isTheSameWithAnotherKey() throws Exception {
        Identity old = MAKER.server(AUTHORITY, List.of("cloud.example.org", "::1"));
        CertificateMaker later = new CertificateMaker(InstantSource.fixed(NOW.plus(Duration.ofDays(380))));
        Identity fresh = later.renewed(AUTHORITY, old.certificate());
        CertificateFacts before = CertificateFacts.of(old.certificate());
        CertificateFacts after = CertificateFacts.of(fresh.certificate());
        assertEquals(before.subject(), after.subject());
        assertEquals(before.names(), after.names());
        assertEquals(
                old.certificate().getExtendedKeyUsage(), fresh.certificate().getExtendedKeyUsage());
        assertNotEquals(old.certificate().getPublicKey(), fresh.certificate().getPublicKey());
        assertNotEquals(old.certificate().getSerialNumber(), fresh.certificate().getSerialNumber());
        assertTrue(before.endsSoon(NOW.plus(Duration.ofDays(380))));
        assertFalse(after.endsSoon(NOW.plus(Duration.ofDays(380))));
    }

    @Test
    void authoritysEnd_boundsWhatItSigns() {
        CertificateMaker late = new CertificateMaker(InstantSource.fixed(NOW.plus(Duration.ofDays(1800))));
        Identity leaf = late.client(AUTHORITY, "x");
        assertEquals(AUTHORITY.certificate().getNotAfter(), leaf.certificate().getNotAfter());
        CertificateMaker tooLate = new CertificateMaker(InstantSource.fixed(NOW.plus(Duration.ofDays(1900))));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> tooLate.client(AUTHORITY, "x"))
                .getMessage()
                .contains("make a new authority"));
    }

    @Test
    void wrongNames_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> MAKER.authority(" "));
        assertThrows(IllegalArgumentException.class, () -> MAKER.client(AUTHORITY, "a\nb"));
        assertThrows(IllegalArgumentException.class, () -> MAKER.client(AUTHORITY, "x".repeat(65)));
        assertThrows(IllegalArgumentException.class, () -> MAKER.server(AUTHORITY, List.of()));
        assertThrows(IllegalArgumentException.class, () -> MAKER.server(AUTHORITY, List.of("*.example.org")));
        for (String host : List.of("999.1.1.1", "1.2.3", "10.0.0.0/8", "cloud:50051", "::1/64")) {
            assertThrows(IllegalArgumentException.class, () -> MAKER.server(AUTHORITY, List.of(host)), host);
        }
    }
}
