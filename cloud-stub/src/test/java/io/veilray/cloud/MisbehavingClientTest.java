package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.veilray.cloud.RawClient.Stream;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.he.HeParameters;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.ClientSession;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.ServerSession;
import io.veilray.wire.CiphertextCodec;
import io.veilray.wire.RoundCodec;
import io.veilray.wire.v1.Admission;
import io.veilray.wire.v1.EncryptedMask;
import io.veilray.wire.v1.InferBegin;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.MaskedTensor;
import io.veilray.wire.v1.OpenSessionRequest;
import io.veilray.wire.v1.PrepareBegin;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.PrivateInferenceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that sends anything but what is due gets a reason, costs the server nothing more, and harms no other. */
@Timeout(60)
class MisbehavingClientTest {
    private static final ServiceLimits TIGHT = new ServiceLimits(
            2,
            Duration.ofMinutes(1),
            2,
            Duration.ofMinutes(1),
            3,
            2,
            1 << 20,
            Duration.ofSeconds(20),
            Duration.ofSeconds(1));

    private WireFixture cloud;
    private RawClient client;
    private ClientSession keys;
    private NetworkShape shape;
    private NetworkPacking packing;

    @BeforeEach
    void start() throws Exception {
        cloud = new WireFixture(0, TIGHT);
        client = new RawClient(cloud);
        keys = new ClientSession(HeParameters.N4096);
        shape = cloud.model.info().network();
        packing = new NetworkPacking(shape, HeParameters.N4096);
    }

    @AfterEach
    void stop() throws Exception {
        cloud.assertNothingLeft();
        client.close();
        cloud.close();
    }

    private OpenSessionRequest.Builder opening() {
        return OpenSessionRequest.newBuilder()
                .setProtocolVersion(io.veilray.wire.CloudChannel.PROTOCOL_VERSION)
                .setRingDegree(4096)
                .setPublicKey(new CiphertextCodec(HeParameters.N4096).encode(keys.publicKey()));
    }

    private String open() {
        return PrivateInferenceGrpc.newBlockingStub(client.channel)
                .openSession(opening().build())
                .getSession();
    }

    private Object openingFails(Consumer<OpenSessionRequest.Builder> edit) {
        OpenSessionRequest.Builder request = opening();
        edit.accept(request);
        return RawClient.reason(
                assertThrows(StatusRuntimeException.class, () -> PrivateInferenceGrpc.newBlockingStub(client.channel)
                        .openSession(request.build())));
    }

    private Stream<PrepareRequest, PrepareResponse> prepare() {
        return new Stream<>(PrivateInferenceGrpc.newStub(client.channel)::prepare);
    }

    private Stream<InferRequest, InferResponse> infer() {
        return new Stream<>(PrivateInferenceGrpc.newStub(client.channel)::infer);
    }

    private static PrepareRequest begin(String session, String model) {
        return PrepareRequest.newBuilder()
                .setBegin(PrepareBegin.newBuilder()
                        .setSession(session)
                        .setModel(model)
                        .setRequest(ServerSession.randomName()))
                .build();
    }

    private static InferRequest beginInfer(String session, String ticket) {
        return InferRequest.newBuilder()
                .setBegin(InferBegin.newBuilder().setSession(session).setTicket(ticket))
                .build();
    }

    private Stream<PrepareRequest, PrepareResponse> admitted(String session) throws InterruptedException {
        Stream<PrepareRequest, PrepareResponse> call = prepare().send(begin(session, "every-layer"));
        assertEquals(Admission.ADMISSION_ADMITTED, call.next().getAdmission());
        return call;
    }

    private PrepareRequest mask(ClientPreparation preparation, Consumer<EncryptedMask.Builder> edit) {
        EncryptedMask.Builder mask = new RoundCodec(packing).encode(preparation.nextMask()).toBuilder();
        edit.accept(mask);
        return PrepareRequest.newBuilder().setMask(mask).build();
    }

    private String ticket(String session) throws InterruptedException, CloudException {
        Stream<PrepareRequest, PrepareResponse> call = admitted(session);
        try (ClientPreparation preparation = keys.prepare(packing)) {
            for (int i = 0; i < preparation.masks(); i++) {
                call.send(mask(preparation, m -> {}));
            }
        }
        call.halfClose();
        PrepareResponse response = call.next();
        while (!response.hasTicket()) {
            response = call.next();
        }
        return response.getTicket().getTicket();
    }

    private InferRequest activation(int round, int bytes) {
        return InferRequest.newBuilder()
                .setActivation(
                        MaskedTensor.newBuilder().setRound(round).setElements(ByteString.copyFrom(new byte[bytes])))
                .build();
    }

    /** 360 elements of 37 bits. */
    private static final int FIRST_BYTES = 1665;

    @Test
    void badOpenings_areRefused() {
        assertEquals(Reason.VERSION_MISMATCH, openingFails(m -> m.setProtocolVersion(1)));
        assertEquals(Reason.PROTOCOL, openingFails(m -> m.setRingDegree(2048)));
        assertEquals(Reason.PROTOCOL, openingFails(m -> m.setRingDegree(8192)));
        assertEquals(Reason.PROTOCOL, openingFails(m -> m.clearPublicKey()));
        assertEquals(Reason.PROTOCOL, openingFails(m -> m.getPublicKeyBuilder().setSeed(ByteString.EMPTY)));
        assertEquals(0, cloud.server.service().sessions());
    }

    @Test
    void sessionsBeyondTheLimit_findTheServerBusy() {
        String first = open();
        open();
        assertEquals(Reason.BUSY, openingFails(m -> {}));
        PrivateInferenceGrpc.newBlockingStub(client.channel)
                .closeSession(io.veilray.wire.v1.CloseSessionRequest.newBuilder()
                        .setSession(first)
                        .build());
        open();
    }

    @Test
    void ticket_worksOnceOverTheWire() throws Exception {
        String session = open();
        String ticket = ticket(session);
        Stream<InferRequest, InferResponse> first = infer().send(beginInfer(session, ticket));
        first.send(activation(0, FIRST_BYTES));
        assertTrue(first.next().hasOutput());
        assertEquals(
                Reason.TICKET_SPENT, infer().send(beginInfer(session, ticket)).failure());
        first.halfClose();
        assertEquals(Reason.PROTOCOL, first.failure());
    }

    /** Another session that learnt the name cannot use the ticket. */
    @Test
    void ticketOfAnotherSession_isUnknown() throws Exception {
        String ticket = ticket(open());
        assertEquals(
                Reason.TICKET_SPENT, infer().send(beginInfer(open(), ticket)).failure());
    }

    @Test
    void badActivations_spendTheTicketAndAreRefused() throws Exception {
        String session = open();
        for (InferRequest bad : List.of(
                activation(1, FIRST_BYTES),
                activation(-1, FIRST_BYTES),
                activation(0, FIRST_BYTES - 1),
                activation(0, FIRST_BYTES + 1),
                activation(0, 0),
                InferRequest.getDefaultInstance(),
                beginInfer(session, ServerSession.randomName()))) {
            String ticket = ticket(session);
            assertEquals(
                    Reason.PROTOCOL,
                    infer().send(beginInfer(session, ticket)).send(bad).failure());
            assertEquals(
                    Reason.TICKET_SPENT,
                    infer().send(beginInfer(session, ticket)).failure());
        }
        assertEquals(Reason.PROTOCOL, infer().send(activation(0, FIRST_BYTES)).failure());
    }

    @Test
    void badMasks_areRefused() throws Exception {
        String session = open();
        List<Consumer<EncryptedMask.Builder>> edits = List.of(
                m -> m.setLayer(1),
                m -> m.setTile(7),
                m -> m.setUpload(-1),
                m -> m.clearCiphertext(),
                m -> m.getCiphertextBuilder().setDigits(ByteString.copyFrom(new byte[21_503])),
                m -> m.getCiphertextBuilder().setDigits(ByteString.copyFrom(new byte[21_505])),
                m -> m.getCiphertextBuilder().setHighest(m.getCiphertext().getFreeHighest()),
                m -> m.getCiphertextBuilder().clearFreeHighest());
        for (Consumer<EncryptedMask.Builder> edit : edits) {
            try (ClientPreparation preparation = keys.prepare(packing)) {
                assertEquals(
                        Reason.PROTOCOL,
                        admitted(session).send(mask(preparation, edit)).failure());
            }
        }
        assertEquals(
                Reason.PROTOCOL,
                admitted(session).send(begin(session, "every-layer")).failure());
        assertEquals(
                Reason.PROTOCOL,
                prepare().send(PrepareRequest.getDefaultInstance()).failure());
        Stream<PrepareRequest, PrepareResponse> ended = admitted(session);
        ended.halfClose();
        assertEquals(Reason.PROTOCOL, ended.failure());
    }

    /** Refused by gRPC before it is read into memory. */
    @Test
    void messageAboveEveryUse_isRefusedBeforeItIsRead() throws Exception {
        try (ClientPreparation preparation = keys.prepare(packing)) {
            PrepareRequest huge =
                    mask(preparation, m -> m.getCiphertextBuilder().setDigits(ByteString.copyFrom(new byte[4 << 20])));
            Object failure = admitted(open()).send(huge).failure();
            assertTrue(
                    List.of(Status.Code.RESOURCE_EXHAUSTED, Status.Code.CANCELLED)
                            .contains(failure),
                    failure.toString());
        }
    }

    @Test
    void unknownModelOrSession_isSaid() throws Exception {
        String session = open();
        assertEquals(
                Reason.UNKNOWN_MODEL, prepare().send(begin(session, "nope")).failure());
        Stream<PrepareRequest, PrepareResponse> unknown =
                prepare().send(begin(ServerSession.randomName(), "every-layer"));
        assertEquals(Admission.ADMISSION_SESSION_UNKNOWN, unknown.next().getAdmission());
        assertEquals(
                Reason.TICKET_SPENT,
                infer().send(beginInfer(ServerSession.randomName(), "")).failure());
    }

    @Test
    void silentClient_meetsTheMessageLimit() throws Exception {
        assertEquals(Reason.DEADLINE, admitted(open()).failure());
        assertEquals(Reason.DEADLINE, infer().failure());
    }

    @Test
    void quotas_leaveTheServerBusyForThisClient() throws Exception {
        String session = open();
        ticket(session);
        ticket(session);
        assertEquals(Reason.BUSY, prepare().send(begin(session, "every-layer")).failure());
        String other = open();
        admitted(other);
        admitted(other);
        assertEquals(Reason.BUSY, prepare().send(begin(other, "every-layer")).failure());
        infer();
        eventually("three calls run", () -> cloud.server.service().calls() == 3);
        assertEquals(Reason.BUSY, infer().failure());
    }

    @Test
    void brokenModel_tellsTheClientNothing() throws Exception {
        String session = open();
        String ticket = ticket(session);
        cloud.model.beforeLayer = layer -> {
            throw new IllegalStateException("weights are 1, 2, 3");
        };
        assertEquals(
                Status.Code.INTERNAL,
                infer().send(beginInfer(session, ticket))
                        .send(activation(0, FIRST_BYTES))
                        .failure());
    }

    @Test
    void health_saysServing() {
        for (String service : List.of("", PrivateInferenceGrpc.SERVICE_NAME)) {
            assertEquals(
                    ServingStatus.SERVING,
                    HealthGrpc.newBlockingStub(client.channel)
                            .check(HealthCheckRequest.newBuilder()
                                    .setService(service)
                                    .build())
                            .getStatus());
        }
    }

    @Test
    void reflection_listsTheService() throws Exception {
        Stream<ServerReflectionRequest, ServerReflectionResponse> call =
                new Stream<>(ServerReflectionGrpc.newStub(client.channel)::serverReflectionInfo);
        call.send(ServerReflectionRequest.newBuilder().setListServices("").build());
        List<String> names = call.next().getListServicesResponse().getServiceList().stream()
                .map(service -> service.getName())
                .toList();
        call.halfClose();
        assertTrue(names.contains("veilray.v1.PrivateInference"), names.toString());
        assertFalse(names.isEmpty());
    }
}
