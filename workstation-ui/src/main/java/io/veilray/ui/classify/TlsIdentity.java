package io.veilray.ui.classify;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.veilray.wire.PeerCertificate;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * Who the server proved to be when the connection was made.
 *
 * @param subject name in its certificate
 * @param fingerprint SHA-256 of the certificate, pairs of digits with colons
 */
public record TlsIdentity(String protocol, String subject, String issuer, Instant validUntil, String fingerprint) {

    /** Reads the identity off a connection's calls as they are answered. Safe for use by several threads. */
    static final class Observer implements ClientInterceptor {
        private final PeerCertificate peer = new PeerCertificate();

        /** Empty until the first answer. */
        Optional<TlsIdentity> seen() {
            return peer.session().flatMap(TlsIdentity::of);
        }

        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return peer.interceptCall(method, options, next);
        }
    }

    static Optional<TlsIdentity> of(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(of(session.getProtocol(), certificate))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException | GeneralSecurityException e) {
            return Optional.empty(); // then nothing is claimed about who it is
        }
    }

    private static TlsIdentity of(String protocol, X509Certificate certificate) throws GeneralSecurityException {
        return new TlsIdentity(
                protocol,
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getNotAfter().toInstant(),
                PeerCertificate.fingerprint(certificate));
    }
}
