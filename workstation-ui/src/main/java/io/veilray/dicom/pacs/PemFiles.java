package io.veilray.dicom.pacs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and keys out of PEM files (RFC 7468) into a TLS context. */
final class PemFiles {
    private static final int MAX_BYTES = 1 << 20;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] NO_PASSWORD = new char[0];

    private PemFiles() {}

    static SSLContext context(TlsSettings settings) throws ArchiveException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(settings), trust(settings), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new ArchiveException(
                    ArchiveException.Reason.NOT_TRUSTED, "the certificates given do not fit together", e);
        }
    }

    /** Null stands for what the JDK trusts. */
    private static TrustManager[] trust(TlsSettings settings) throws ArchiveException, GeneralSecurityException {
        if (settings.trusted().isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        for (Certificate certificate : certificates(settings.trusted().get())) {
            store.setCertificateEntry("archive" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(TlsSettings settings) throws ArchiveException, GeneralSecurityException {
        if (settings.own().isEmpty()) {
            return new KeyManager[0];
        }
        TlsSettings.ClientCertificate own = settings.own().get();
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "station",
                key(own.key()),
                NO_PASSWORD,
                certificates(own.chain()).toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e); // an empty store reads nothing
        }
    }

    private static Collection<? extends Certificate> certificates(Path file) throws ArchiveException {
        return certificates(bytes(file), file);
    }

    /** @param file that they are from, for the sentence */
    static Collection<? extends Certificate> certificates(byte[] bytes, Path file) throws ArchiveException {
        try {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
            if (!found.isEmpty()) {
                return found;
            }
            throw refused(file, "is no certificate: it needs PEM with BEGIN CERTIFICATE in it", null);
        } catch (GeneralSecurityException e) {
            throw refused(file, "is no certificate: it needs PEM with BEGIN CERTIFICATE in it", e);
        }
    }

    private static PrivateKey key(Path file) throws ArchiveException, GeneralSecurityException {
        return key(bytes(file), file);
    }

    /**
     * @param bytes wiped
     * @param file that it is from, for the sentence
     */
    static PrivateKey key(byte[] bytes, Path file) throws ArchiveException, GeneralSecurityException {
        Matcher key = KEY.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        Arrays.fill(bytes, (byte) 0);
        if (!key.find()) {
            throw refused(
                    file,
                    "is no private key: it needs PEM with BEGIN PRIVATE KEY in it, as \"openssl pkcs8 -topk8 -nocrypt\""
                            + " writes it",
                    null);
        }
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(decoded(key.group(1), file));
        for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                continue; // a key of another kind
            }
        }
        throw refused(file, "holds a private key of a kind other than RSA, EC or EdDSA", null);
    }

    private static byte[] decoded(String base64, Path file) throws ArchiveException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw refused(file, "holds a private key that is damaged", e);
        }
    }

    private static byte[] bytes(Path file) throws ArchiveException {
        try {
            if (Files.size(file) <= MAX_BYTES) {
                return Files.readAllBytes(file);
            }
            throw refused(
                    file, "is too large for a certificate or key: at most " + MAX_BYTES + " bytes are read", null);
        } catch (IOException e) {
            throw refused(file, "cannot be read", e);
        }
    }

    private static ArchiveException refused(Path file, String why, Exception cause) {
        return new ArchiveException(ArchiveException.Reason.OWN_FILES, file + " " + why, cause);
    }
}
