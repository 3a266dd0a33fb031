package io.veilray.ui.app;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Keeps the bytes of every request that a client sends, with its method and metadata, before TLS hides them. */
final class SentRequests implements ClientInterceptor {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int messages;

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<R> listener, Metadata headers) {
                add(method.getFullMethodName() + headers);
                super.start(listener, headers);
            }

            @Override
            public void sendMessage(Q message) {
                add(method.streamRequest(message));
                super.sendMessage(message);
            }
        };
    }

    private synchronized void add(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void add(InputStream message) {
        try (message) {
            message.transferTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        messages++;
    }

    synchronized int messages() {
        return messages;
    }

    /** Each byte as one character. */
    synchronized String text() {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
