package io.veilray.keys;

import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/**
 * A private key with its certificate and those of its issuers: what a server or a client shows who it is with. Equal to
 * another if the certificates are. {@link #toString} tells the certificate only.
 */
public final class Identity {
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    /** @param chain the key's certificate, then its issuers' */
    public Identity(PrivateKey key, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an identity needs its certificate");
        }
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    static Identity of(KeyStore.PrivateKeyEntry entry) {
        return new Identity(
                entry.getPrivateKey(),
                Arrays.stream(entry.getCertificateChain())
                        .map(X509Certificate.class::cast)
                        .toList());
    }

    public PrivateKey key() {
        return key;
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identity identity && identity.chain.equals(chain);
    }

    @Override
    public int hashCode() {
        return chain.hashCode();
    }

    @Override
    public String toString() {
        return "Identity[" + CertificateFacts.of(certificate()).subject() + "]";
    }
}
