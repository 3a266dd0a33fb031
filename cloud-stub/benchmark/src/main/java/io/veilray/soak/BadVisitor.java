package io.veilray.soak;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.veilray.protocol.ServerSession;
import io.veilray.wire.Endpoint;
import io.veilray.wire.HeapBuffers;
import io.veilray.wire.v1.Admission;
import io.veilray.wire.v1.InferBegin;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.PrepareBegin;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.PrivateInferenceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends what nobody should: garbage, sessions and tickets that there are not, messages that are too large. */
final class BadVisitor implements Visitor {
    private static final int MOST_GARBAGE_BYTES = 200_000;
    private static final int OVERSIZED_BYTES = 80 << 20;
    private static final int LONGEST_CALL_S = 60;

    private static final byte[] SESSION_UNKNOWN = PrepareResponse.newBuilder()
            .setAdmission(Admission.ADMISSION_SESSION_UNKNOWN)
            .build()
            .toByteArray();

    private final Endpoint server;
    private final Tally tally;
    private final SplittableRandom random;

    BadVisitor(Endpoint server, Tally tally, SplittableRandom random) {
        this.server = server;
        this.tally = tally;
        this.random = random;
    }

    @Override
    public void visit() throws IOException, InterruptedException {
        ManagedChannel channel = NettyChannelBuilder.forAddress(server.host(), server.port())
                .withOption(ChannelOption.ALLOCATOR, HeapBuffers.POOL)
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(new ByteArrayInputStream(
                                server.trustedCertificatePem().orElseThrow().getBytes(StandardCharsets.US_ASCII)))
                        .build())
                .build();
        try {
            for (int i = 0; i < 8; i++) {
                Status end = call(channel);
                tally.count(end.isOk() ? Tally.ACCEPTED : Tally.BAD_INPUT);
            }
        } finally {
            channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    private Status call(ManagedChannel channel) throws InterruptedException {
        return switch (random.nextInt(20)) {
            case 0 -> call(channel, PrivateInferenceGrpc.getPrepareMethod(), new byte[OVERSIZED_BYTES]);
            case 1, 2, 3 -> call(channel, PrivateInferenceGrpc.getOpenSessionMethod(), garbage());
            case 4, 5, 6, 7 -> call(channel, PrivateInferenceGrpc.getPrepareMethod(), garbage());
            case 8, 9, 10, 11 -> call(channel, PrivateInferenceGrpc.getInferMethod(), garbage());
            case 12, 13, 14 -> call(channel, PrivateInferenceGrpc.getPrepareMethod(), unknownSession(), garbage());
            default -> call(channel, PrivateInferenceGrpc.getInferMethod(), unknownTicket(), garbage());
        };
    }

    private byte[] garbage() {
        byte[] out = new byte[random.nextInt(1, MOST_GARBAGE_BYTES)];
        random.nextBytes(out);
        return out;
    }

    private static byte[] unknownSession() {
        return PrepareRequest.newBuilder()
                .setBegin(PrepareBegin.newBuilder()
                        .setSession(ServerSession.randomName())
                        .setModel("pneumonia-cxr-28")
                        .setRequest(ServerSession.randomName()))
                .build()
                .toByteArray();
    }

    private static byte[] unknownTicket() {
        return InferRequest.newBuilder()
                .setBegin(InferBegin.newBuilder()
                        .setSession(ServerSession.randomName())
                        .setTicket(ServerSession.randomName()))
                .build()
                .toByteArray();
    }

    /** Sends the messages and waits for the end; to be told that a session is unknown is no good end. */
    private static Status call(ManagedChannel channel, MethodDescriptor<?, ?> method, byte[]... messages)
            throws InterruptedException {
        CompletableFuture<Status> end = new CompletableFuture<>();
        ClientCall<byte[], byte[]> call = channel.newCall(
                method.toBuilder(RawBytes.MARSHALLER, RawBytes.MARSHALLER)
                        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                        .build(),
                CallOptions.DEFAULT.withDeadlineAfter(LONGEST_CALL_S, TimeUnit.SECONDS));
        call.start(
                new ClientCall.Listener<>() {
                    private boolean unknown;

                    @Override
                    public void onMessage(byte[] message) {
                        unknown = Arrays.equals(message, SESSION_UNKNOWN);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        end.complete(status.isOk() && unknown ? Status.NOT_FOUND : status);
                    }
                },
                new Metadata());
        call.request(100);
        for (byte[] message : messages) {
            call.sendMessage(message);
        }
        call.halfClose();
        return end.join();
    }

    /** Messages as they come. */
    private static final class RawBytes implements MethodDescriptor.Marshaller<byte[]> {
        static final RawBytes MARSHALLER = new RawBytes();

        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
