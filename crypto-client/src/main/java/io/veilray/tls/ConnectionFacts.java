package io.veilray.tls;

import io.veilray.keys.CertificateFacts;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * How a connection is protected, as it was seen to be.
 *
 * @param keyAgreement the group's name; empty if it was not seen
 * @param server the certificate that the server showed
 * @param client the certificate that this client showed, if the server asked for one
 */
public record ConnectionFacts(
        String protocol,
        String cipherSuite,
        Optional<String> keyAgreement,
        CertificateFacts server,
        Optional<CertificateFacts> client) {
    static final String GROUP = "io.veilray.tls.group";

    /** What a client's session tells; empty if the server showed no certificate. */
    public static Optional<ConnectionFacts> of(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate server
                    ? Optional.of(new ConnectionFacts(
                            session.getProtocol(),
                            session.getCipherSuite(),
                            Optional.ofNullable(session.getValue(GROUP)).map(String.class::cast),
                            CertificateFacts.of(server),
                            own(session)))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // then nothing is claimed about who it is
        }
    }

    private static Optional<CertificateFacts> own(SSLSession session) {
        return session.getLocalCertificates() != null
                        && session.getLocalCertificates().length > 0
                        && session.getLocalCertificates()[0] instanceof X509Certificate own
                ? Optional.of(CertificateFacts.of(own))
                : Optional.empty();
    }

    /** A sentence for each certificate that ends soon, and what to do. */
    public List<String> warnings(Instant now) {
        List<String> warnings = new ArrayList<>();
        if (server.endsSoon(now)) {
            warnings.add(warning("the server's certificate", server, now) + "tell whoever runs it.");
        }
        client.filter(own -> own.endsSoon(now))
                .ifPresent(own -> warnings.add(warning("your certificate", own, now) + "ask for a new one."));
        return warnings;
    }

    private static String warning(String whose, CertificateFacts facts, Instant now) {
        return whose + " (" + facts.subject() + ") has " + facts.left(now) + ", ";
    }

    /** Whether both ends showed certificates. */
    public boolean mutual() {
        return client.isPresent();
    }

    /** Whether the key agreement holds against a quantum computer too. */
    public boolean hybrid() {
        return keyAgreement.filter(name -> name.contains("MLKEM")).isPresent();
    }
}
