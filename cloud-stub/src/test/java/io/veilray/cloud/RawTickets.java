package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.RetryInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.veilray.cloud.RawClient.Stream;
import io.veilray.cloud.compute.WireModel;
import io.veilray.he.HeParameters;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.ClientSession;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.ServerSession;
import io.veilray.wire.CiphertextCodec;
import io.veilray.wire.CloudChannel;
import io.veilray.wire.RawRounds;
import io.veilray.wire.v1.Admission;
import io.veilray.wire.v1.InferBegin;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.OpenSessionRequest;
import io.veilray.wire.v1.PrepareBegin;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.PrivateInferenceGrpc;
import java.time.Duration;

/** Sessions and masked tickets step by step, for tests that stop in between. */
final class RawTickets {
    private final RawClient client;
    private final ClientSession keys = new ClientSession(HeParameters.N4096);
    private final NetworkPacking packing;

    RawTickets(RawClient client, WireFixture cloud) {
        this(client, cloud.model);
    }

    RawTickets(RawClient client, WireModel model) {
        this.client = client;
        this.packing = new NetworkPacking(model.info().network(), HeParameters.N4096);
    }

    PrivateInferenceGrpc.PrivateInferenceBlockingStub blocking() {
        return PrivateInferenceGrpc.newBlockingStub(client.channel);
    }

    String open() {
        return blocking()
                .openSession(OpenSessionRequest.newBuilder()
                        .setProtocolVersion(CloudChannel.PROTOCOL_VERSION)
                        .setRingDegree(4096)
                        .setPublicKey(new CiphertextCodec(HeParameters.N4096).encode(keys.publicKey()))
                        .build())
                .getSession();
    }

    Stream<PrepareRequest, PrepareResponse> prepare(String session) {
        PrepareBegin begin = PrepareBegin.newBuilder()
                .setSession(session)
                .setModel("every-layer")
                .setRequest(ServerSession.randomName())
                .build();
        return new Stream<>(PrivateInferenceGrpc.newStub(client.channel)::prepare)
                .send(PrepareRequest.newBuilder().setBegin(begin).build());
    }

    /** The ticket's name. */
    String ticket(String session) throws InterruptedException, CloudException {
        Stream<PrepareRequest, PrepareResponse> call = prepare(session);
        assertEquals(Admission.ADMISSION_ADMITTED, call.next().getAdmission());
        return finish(call);
    }

    /** All masks, once the call is admitted. */
    String finish(Stream<PrepareRequest, PrepareResponse> call) throws InterruptedException, CloudException {
        try (ClientPreparation preparation = keys.prepare(packing)) {
            for (int i = 0; i < preparation.masks(); i++) {
                call.send(RawRounds.mask(packing, preparation));
            }
        }
        call.halfClose();
        PrepareResponse response = call.next();
        while (!response.hasTicket()) {
            response = call.next();
        }
        return response.getTicket().getTicket();
    }

    Stream<InferRequest, InferResponse> infer(String session, String ticket) {
        InferBegin begin =
                InferBegin.newBuilder().setSession(session).setTicket(ticket).build();
        return new Stream<>(PrivateInferenceGrpc.newStub(client.channel)::infer)
                .send(InferRequest.newBuilder().setBegin(begin).build());
    }

    /** How long the server wants to be left alone; fails if it does not say so. */
    static Duration retryAfter(StatusRuntimeException refusal) {
        com.google.rpc.Status status = StatusProto.fromThrowable(refusal);
        try {
            RetryInfo info = status.getDetails(0).unpack(RetryInfo.class);
            assertEquals(refusal.getStatus().getCode().value(), status.getCode());
            return Duration.ofSeconds(
                    info.getRetryDelay().getSeconds(), info.getRetryDelay().getNanos());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
