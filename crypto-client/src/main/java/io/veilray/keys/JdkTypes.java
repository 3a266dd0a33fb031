package io.veilray.keys;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/** Keys and certificates of a provider that is not installed, as those of this Java, which any part of it can use. */
final class JdkTypes {
    private JdkTypes() {}

    static PrivateKey of(PrivateKey key) throws GeneralSecurityException {
        byte[] encoded = key.getEncoded();
        try {
            return KeyFactory.getInstance(key.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    static Certificate[] of(Certificate[] chain) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Certificate[] result = new X509Certificate[chain.length];
        for (int i = 0; i < chain.length; i++) {
            result[i] = factory.generateCertificate(new ByteArrayInputStream(chain[i].getEncoded()));
        }
        return result;
    }
}
