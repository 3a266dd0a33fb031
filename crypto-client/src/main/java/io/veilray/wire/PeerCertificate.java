package io.veilray.wire;

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
import java.security.cert.Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Reads off a connection's calls, as they are answered, who the server proved to be. Safe for use by several threads. */
public final class PeerCertificate implements ClientInterceptor {
    private volatile Optional<SSLSession> session = Optional.empty();

    /** Empty until the first answer. */
    public Optional<SSLSession> session() {
        return session;
    }

    /** SHA-256 of the certificate that the server showed, pairs of digits with colons; empty until the first answer. */
    public Optional<String> fingerprint() {
        return session.flatMap(PeerCertificate::fingerprint);
    }

    private static Optional<String> fingerprint(SSLSession session) {
        try {
            return Optional.of(fingerprint(session.getPeerCertificates()[0]));
        } catch (SSLPeerUnverifiedException | GeneralSecurityException e) {
            return Optional.empty(); // then nothing is claimed about who it is
        }
    }

    public static String fingerprint(Certificate certificate) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
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
            if (session.isEmpty()) {
                session = Optional.ofNullable(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
            }
            super.onHeaders(headers);
        }
    }
}
