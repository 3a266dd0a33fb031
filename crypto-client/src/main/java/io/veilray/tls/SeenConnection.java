package io.veilray.tls;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** Reads off a connection's calls, as they are answered, how it is protected. Safe for use by several threads. */
public final class SeenConnection implements ClientInterceptor {
    private volatile Optional<SSLSession> session = Optional.empty();

    /** Of the connection that was used first; empty until the first answer. */
    public Optional<ConnectionFacts> facts() {
        return session.flatMap(ConnectionFacts::of);
    }

    public Optional<SSLSession> session() {
        return session;
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
