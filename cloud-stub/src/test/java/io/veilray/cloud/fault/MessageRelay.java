package io.veilray.cloud.fault;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.veilray.cloud.TestIdentity;
import io.veilray.wire.HeapBuffers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A peer in the middle that both sides trust, with TLS of its own to each: it passes every message as it came but for one,
 * to which it does what it is told. To the client it is a broken or lying server, to the server such a client.
 */
final class MessageRelay implements AutoCloseable {
    private static final int MOST_BYTES = 64 << 20;

    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private final ManagedChannel toServer;
    private final Server server;
    private volatile MessageOrder order = MessageOrder.NONE;

    MessageRelay(int serverPort, TestIdentity identity) throws IOException {
        toServer = NettyChannelBuilder.forAddress("localhost", serverPort)
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(new ByteArrayInputStream(identity.pem().getBytes(StandardCharsets.US_ASCII)))
                        .build())
                .withOption(ChannelOption.ALLOCATOR, HeapBuffers.POOL)
                .maxInboundMessageSize(MOST_BYTES)
                .build();
        server = NettyServerBuilder.forPort(0)
                .sslContext(
                        GrpcSslContexts.configure(SslContextBuilder.forServer(identity.key(), identity.certificate()))
                                .build())
                .withChildOption(ChannelOption.ALLOCATOR, HeapBuffers.POOL)
                .maxInboundMessageSize(MOST_BYTES)
                .permitKeepAliveTime(20, TimeUnit.SECONDS)
                .fallbackHandlerRegistry(new HandlerRegistry() {
                    @Override
                    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
                        return ServerMethodDefinition.create(method(name), MessageRelay.this::start);
                    }
                })
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    /** The next message at that moment meets the fault. */
    void give(MessageOrder next) {
        order = next;
    }

    private static MethodDescriptor<byte[], byte[]> method(String name) {
        return MethodDescriptor.newBuilder(BYTES, BYTES)
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .setFullMethodName(name)
                .build();
    }

    private ServerCall.Listener<byte[]> start(ServerCall<byte[], byte[]> client, Metadata headers) {
        String name = client.getMethodDescriptor().getFullMethodName();
        ClientCall<byte[], byte[]> onwards = toServer.newCall(method(name), CallOptions.DEFAULT);
        MessagePipe up = new MessagePipe(() -> order, Moment.bare(name), true) {
            @Override
            void pass(byte[] message) {
                onwards.sendMessage(message);
            }

            @Override
            void end() {
                onwards.halfClose();
            }
        };
        MessagePipe down = new MessagePipe(() -> order, Moment.bare(name), false) {
            @Override
            void pass(byte[] message) {
                client.sendMessage(message);
            }

            @Override
            void end() {
                client.close(Status.OK, new Metadata());
                onwards.cancel("the relay ended the call as ordered", null);
            }
        };
        onwards.start(fromServer(client, onwards, down), new Metadata());
        client.sendHeaders(new Metadata());
        client.request(1);
        onwards.request(1);
        return fromClient(client, onwards, up);
    }

    private static ClientCall.Listener<byte[]> fromServer(
            ServerCall<byte[], byte[]> client, ClientCall<byte[], byte[]> onwards, MessagePipe down) {
        return new ClientCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                down.take(message);
                onwards.request(1);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                if (down.open()) {
                    client.close(status, trailers);
                }
            }
        };
    }

    private static ServerCall.Listener<byte[]> fromClient(
            ServerCall<byte[], byte[]> client, ClientCall<byte[], byte[]> onwards, MessagePipe up) {
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                up.take(message);
                client.request(1);
            }

            @Override
            public void onHalfClose() {
                if (up.open()) {
                    onwards.halfClose();
                }
            }

            @Override
            public void onCancel() {
                onwards.cancel("the client cancelled", null);
            }
        };
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow();
        toServer.shutdownNow();
        server.awaitTermination(5, TimeUnit.SECONDS);
        toServer.awaitTermination(5, TimeUnit.SECONDS);
    }
}
