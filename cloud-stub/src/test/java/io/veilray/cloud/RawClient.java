package io.veilray.cloud;

import io.grpc.Attributes;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.stub.StreamObserver;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.wire.Statuses;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/** A client that sends what a test tells it to, with none of our own checks. */
final class RawClient implements AutoCloseable {
    final ManagedChannel channel;

    RawClient(WireFixture cloud) throws SSLException {
        this(cloud, "localhost");
    }

    /** @param from an address of this computer that the connection comes from; "localhost" for the usual one */
    RawClient(WireFixture cloud, String from) throws SSLException {
        byte[] pem = WireFixture.IDENTITY.certificatePem().getBytes(StandardCharsets.US_ASCII);
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress("localhost", cloud.server.port());
        if (!from.equals("localhost")) {
            builder = NettyChannelBuilder.forAddress("127.0.0.1", cloud.server.port())
                    .localSocketPicker(new NettyChannelBuilder.LocalSocketPicker() {
                        @Override
                        public SocketAddress createSocketAddress(SocketAddress remote, Attributes attributes) {
                            return new InetSocketAddress(from, 0);
                        }
                    });
        }
        channel = builder.sslContext(GrpcSslContexts.forClient()
                        .trustManager(new ByteArrayInputStream(pem))
                        .build())
                .build();
    }

    /** @param context whom it trusts and as whom it comes */
    RawClient(CloudServer server, SslContext context) {
        channel = NettyChannelBuilder.forAddress("localhost", server.port())
                .sslContext(context)
                .build();
    }

    /** One stream; what came back is kept until it is taken. */
    static final class Stream<Q, R> implements StreamObserver<R> {
        private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        private final StreamObserver<Q> up;

        Stream(Function<StreamObserver<R>, StreamObserver<Q>> call) {
            this.up = call.apply(this);
        }

        Stream<Q, R> send(Q message) {
            up.onNext(message);
            return this;
        }

        void halfClose() {
            up.onCompleted();
        }

        @Override
        public void onNext(R message) {
            events.add(message);
        }

        @Override
        public void onError(Throwable failure) {
            events.add(failure);
        }

        @Override
        public void onCompleted() {
            events.add(Status.OK);
        }

        @SuppressWarnings("unchecked")
        R next() throws InterruptedException {
            Object event = events.poll(10, TimeUnit.SECONDS);
            if (event == null || event == Status.OK || event instanceof Throwable) {
                throw new AssertionError("a message was due, not " + event);
            }
            return (R) event;
        }

        /** Messages until the call ends with a failure; its reason, or the code if the server gave none. */
        Object failure() throws InterruptedException {
            return reason(end());
        }

        /** The same, as it came. */
        StatusRuntimeException end() throws InterruptedException {
            List<Object> seen = new ArrayList<>();
            while (true) {
                Object event = events.poll(10, TimeUnit.SECONDS);
                if (event == null || event == Status.OK) {
                    throw new AssertionError("a failure was due after " + seen.size() + " messages, not " + event);
                }
                if (event instanceof StatusRuntimeException failure) {
                    return failure;
                }
                seen.add(event);
            }
        }
    }

    static Object reason(StatusRuntimeException failure) {
        String name =
                failure.getTrailers() == null ? null : failure.getTrailers().get(Statuses.REASON);
        return name == null ? failure.getStatus().getCode() : Reason.valueOf(name);
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
}
