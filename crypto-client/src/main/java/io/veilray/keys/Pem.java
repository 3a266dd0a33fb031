package io.veilray.keys;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Certificates as PEM text. */
public final class Pem {
    private Pem() {}

    public static String of(X509Certificate certificate) {
        try {
            String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate without an encoding", e);
        }
    }

    /** All of them, at least one. */
    public static List<X509Certificate> certificates(String text) throws CertificateException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        List<? extends Certificate> all = List.copyOf(
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes)));
        if (all.isEmpty()) {
            throw new CertificateException("no certificate in PEM");
        }
        return all.stream().map(X509Certificate.class::cast).toList();
    }
}
