package io.veilray.ui.classify;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
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
        private volatile Optional<TlsIdentity> seen = Optional.empty();

        /** Empty until the first answer. */
        Optional<TlsIdentity> seen() {
            return seen;
        }

        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<R> listener, Metadata headers) {
                    super.start(new Answered<>(listener, this), headers);
                }
            };
        }

        private final class Answered<R> extends SimpleForwardingClientCallListener<R> {
            private final ClientCall<?, R> call;

            Answered(ClientCall.Listener<R> listener, ClientCall<?, R> call) {
                super(listener);
                this.call = call;
            }

            @Override
            public void onHeaders(Metadata headers) {
                if (seen.isEmpty()) {
                    seen = Optional.ofNullable(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION))
                            .flatMap(TlsIdentity::of);
                }
                super.onHeaders(headers);
            }
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
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return new TlsIdentity(
                protocol,
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getNotAfter().toInstant(),
                HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
    }
}
