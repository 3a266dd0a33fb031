package io.veilray.cloud.service;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.veilray.cloud.LoadedModel;
import io.veilray.cloud.model.ModelException;
import io.veilray.cloud.model.SquareModel;
import io.veilray.cloud.work.Workers;
import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import io.veilray.wire.CloudChannel;
import io.veilray.wire.v1.CloseSessionRequest;
import io.veilray.wire.v1.DropTicketsRequest;
import io.veilray.wire.v1.InferBegin;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.ListModelsRequest;
import io.veilray.wire.v1.OpenSessionRequest;
import io.veilray.wire.v1.OpenSessionResponse;
import io.veilray.wire.v1.PrepareBegin;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.SeededCiphertext;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The first messages of a client nobody knows: any answer but a fault of the server's own. */
class ServiceFuzzTest extends FuzzTest {
    private static final String NAME = "0123456789abcdef0123456789abcdef";
    private static Served served;

    /** Made once, when the first input comes. */
    private record Served(PrivateInferenceService service, String session) {
        static Served make() throws ModelException {
            ModelRegistry models = new ModelRegistry(List.of(LoadedModel.of(SquareModel.load())));
            PrivateInferenceService service =
                    new PrivateInferenceService(models, ServerPolicy.DEFAULT, InstantSource.system(), new Workers(1));
            Told<OpenSessionResponse> told = new Told<>();
            service.openSession(key(), told);
            return new Served(service, told.last.getSession());
        }
    }

    private static OpenSessionRequest key() {
        return OpenSessionRequest.newBuilder()
                .setProtocolVersion(CloudChannel.PROTOCOL_VERSION)
                .setRingDegree(8192)
                .setPublicKey(SeededCiphertext.newBuilder()
                        .setSeed(ByteString.copyFrom(new byte[32]))
                        .setC0(ByteString.copyFrom(new byte[3 * 8192 * 49 / 8])))
                .build();
    }

    private static synchronized Served served() {
        try {
            served = served == null ? Served.make() : served;
            return served;
        } catch (ModelException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected Map<String, List<byte[]>> seeds() {
        PrepareBegin begin =
                PrepareBegin.newBuilder().setModel("test-net").setRequest(NAME).build();
        return Map.of(
                "unary",
                List.of(
                        kind(
                                0,
                                ListModelsRequest.newBuilder()
                                        .setProtocolVersion(3)
                                        .build()
                                        .toByteArray()),
                        kind(1, key().toBuilder().clearPublicKey().build().toByteArray()),
                        kind(
                                2,
                                DropTicketsRequest.newBuilder()
                                        .addTickets(NAME)
                                        .build()
                                        .toByteArray()),
                        kind(
                                3,
                                CloseSessionRequest.newBuilder()
                                        .setSession(NAME)
                                        .build()
                                        .toByteArray())),
                "prepare",
                List.of(PrepareRequest.newBuilder().setBegin(begin).build().toByteArray()),
                "infer",
                List.of(InferRequest.newBuilder()
                        .setBegin(InferBegin.newBuilder().setTicket(NAME))
                        .build()
                        .toByteArray()));
    }

    private static byte[] kind(int kind, byte[] message) {
        byte[] out = new byte[message.length + 1];
        out[0] = (byte) kind;
        System.arraycopy(message, 0, out, 1, message.length);
        return out;
    }

    /** The first byte says which call. */
    @Fuzz(most = 256, kilobytes = 256, perByte = 512, refusals = InvalidProtocolBufferException.class)
    static void unary(byte[] input) throws InvalidProtocolBufferException {
        PrivateInferenceService service = served().service();
        byte[] message = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        switch (input.length == 0 ? 0 : input[0] & 3) {
            case 0 -> service.listModels(ListModelsRequest.parseFrom(message), new Told<>());
            case 1 -> service.openSession(OpenSessionRequest.parseFrom(message), new Told<>());
            case 2 -> service.dropTickets(inSession(DropTicketsRequest.parseFrom(message)), new Told<>());
            default -> service.closeSession(CloseSessionRequest.parseFrom(message), new Told<>());
        }
    }

    /** A message without a session's name is of the one there is. */
    private static DropTicketsRequest inSession(DropTicketsRequest message) {
        return message.getSession().isEmpty()
                ? message.toBuilder().setSession(served().session()).build()
                : message;
    }

    @Fuzz(most = 256, kilobytes = 512, perByte = 512, refusals = InvalidProtocolBufferException.class)
    static void prepare(byte[] input) throws InvalidProtocolBufferException {
        PrepareRequest message = PrepareRequest.parseFrom(input);
        if (message.hasBegin() && message.getBegin().getSession().isEmpty()) {
            message = message.toBuilder()
                    .setBegin(message.getBegin().toBuilder().setSession(served().session()))
                    .build();
        }
        send(served().service().prepare(new Told<>()), message);
    }

    @Fuzz(most = 256, kilobytes = 256, perByte = 512, refusals = InvalidProtocolBufferException.class)
    static void infer(byte[] input) throws InvalidProtocolBufferException {
        InferRequest message = InferRequest.parseFrom(input);
        if (message.hasBegin() && message.getBegin().getSession().isEmpty()) {
            message = message.toBuilder()
                    .setBegin(message.getBegin().toBuilder().setSession(served().session()))
                    .build();
        }
        send(served().service().infer(new Told<>()), message);
    }

    private static <Q> void send(StreamObserver<Q> server, Q message) {
        server.onNext(message);
        server.onNext(message);
        server.onError(Status.CANCELLED.asException());
    }

    /** A client that only listens. */
    private static final class Told<R> extends ServerCallStreamObserver<R> {
        R last;

        @Override
        public void onNext(R message) {
            last = message;
        }

        @Override
        public void onError(Throwable thrown) {
            Status.Code code = Status.fromThrowable(thrown).getCode();
            if (code == Status.Code.INTERNAL || code == Status.Code.UNKNOWN) {
                throw new AssertionError("the server says " + Status.fromThrowable(thrown));
            }
        }

        @Override
        public void onCompleted() {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void request(int count) {}

        @Override
        public void setOnReadyHandler(Runnable handler) {}

        @Override
        public void setOnCancelHandler(Runnable handler) {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void setCompression(String compression) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void disableAutoRequest() {}

        @Override
        public void setMessageCompression(boolean enable) {}
    }
}
