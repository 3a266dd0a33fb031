package io.veilray.cloud;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps everything that a server received and sent: messages as parsed, with unknown fields, and metadata keys. */
final class Recorder implements ServerInterceptor {
    final List<Message> requests = new CopyOnWriteArrayList<>();
    final List<Message> responses = new CopyOnWriteArrayList<>();
    final Set<String> requestKeys = new ConcurrentSkipListSet<>();
    final Set<String> responseKeys = new ConcurrentSkipListSet<>();

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        requestKeys.addAll(headers.keys());
        return new SimpleForwardingServerCallListener<>(next.startCall(new Sent<>(call), headers)) {
            @Override
            public void onMessage(Q message) {
                requests.add((Message) message);
                super.onMessage(message);
            }
        };
    }

    private final class Sent<Q, R> extends SimpleForwardingServerCall<Q, R> {
        Sent(ServerCall<Q, R> call) {
            super(call);
        }

        @Override
        public void sendHeaders(Metadata headers) {
            responseKeys.addAll(headers.keys());
            super.sendHeaders(headers);
        }

        @Override
        public void sendMessage(R message) {
            responses.add((Message) message);
            super.sendMessage(message);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            responseKeys.addAll(trailers.keys());
            super.close(status, trailers);
        }
    }

    void clear() {
        requests.clear();
        responses.clear();
    }
}
