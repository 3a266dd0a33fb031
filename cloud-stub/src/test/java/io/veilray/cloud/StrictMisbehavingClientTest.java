package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.veilray.cloud.RawClient.Stream;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.he.HeParameters;
import io.veilray.protocol.ClientPreparation;
import io.veilray.protocol.ClientSession;
import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.ServerSession;
import io.veilray.protocol.StrictInference;
import io.veilray.protocol.StrictPlan;
import io.veilray.wire.CiphertextCodec;
import io.veilray.wire.CloudChannel;
import io.veilray.wire.RawRounds;
import io.veilray.wire.Steps;
import io.veilray.wire.v1.Admission;
import io.veilray.wire.v1.InferBegin;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.MaskedTensor;
import io.veilray.wire.v1.OpenSessionRequest;
import io.veilray.wire.v1.PrepareBegin;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.PrivateInferenceGrpc;
import io.veilray.wire.v1.Step;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that leaves the conversations of strict mode gets a reason, and nothing of it stays at the server. */
@Timeout(60)
class StrictMisbehavingClientTest {
    private static final String MODEL = "every-layer-strict";

    /** Room for the transfers of one session and a megabyte of tickets. */
    private static final ServiceLimits TIGHT = new ServiceLimits(
            4,
            Duration.ofMinutes(1),
            4,
            Duration.ofMinutes(1),
            4,
            4,
            9 << 20,
            Duration.ofSeconds(20),
            Duration.ofSeconds(1));

    private WireFixture cloud;
    private RawClient client;
    private ClientSession keys;
    private NetworkPacking packing;
    private String session;

    @BeforeEach
    void start() throws Exception {
        start(TIGHT);
    }

    private void start(ServiceLimits limits) throws Exception {
        cloud = WireFixture.bothModes(0, limits);
        client = new RawClient(cloud);
        keys = new ClientSession(HeParameters.N8192);
        packing = new NetworkPacking(cloud.strict.info().network(), HeParameters.N8192);
        session = open(keys, HeParameters.N8192);
    }

    /** Whatever a test did, an honest client's next ticket in the same session works. */
    @AfterEach
    void stop() throws Exception {
        prepared().close();
        cloud.assertNothingLeft();
        client.close();
        cloud.close();
    }

    private String open(ClientSession owner, HeParameters parameters) {
        return PrivateInferenceGrpc.newBlockingStub(client.channel)
                .openSession(OpenSessionRequest.newBuilder()
                        .setProtocolVersion(CloudChannel.PROTOCOL_VERSION)
                        .setRingDegree(parameters.degree())
                        .setPublicKey(new CiphertextCodec(parameters).encode(owner.publicKey()))
                        .build())
                .getSession();
    }

    private Stream<PrepareRequest, PrepareResponse> begin(String name, String model, long age) {
        Stream<PrepareRequest, PrepareResponse> call =
                new Stream<>(PrivateInferenceGrpc.newStub(client.channel)::prepare);
        return call.send(PrepareRequest.newBuilder()
                .setBegin(PrepareBegin.newBuilder()
                        .setSession(name)
                        .setModel(model)
                        .setRequest(ServerSession.randomName())
                        .setTransfers(age))
                .build());
    }

    private static PrepareRequest request(Step step) {
        return PrepareRequest.newBuilder().setStep(step).build();
    }

    /** A preparation up to its last product. */
    private final class Begun implements AutoCloseable {
        final ClientPreparation preparation = keys.prepare(packing);
        final Stream<PrepareRequest, PrepareResponse> call = begin(session, MODEL, preparation.transfersAge());
        final Steps steps;

        Begun() throws CloudException, InterruptedException {
            assertEquals(Admission.ADMISSION_ADMITTED, call.next().getAdmission());
            for (int i = 0; i < preparation.masks(); i++) {
                call.send(RawRounds.mask(packing, preparation));
            }
            for (int i = 0; i < preparation.products(); i++) {
                RawRounds.accept(packing, preparation, call.next());
            }
            steps = new Steps(preparation.conversation());
        }

        /** Talks until that many of the client's steps went up. */
        Begun talk(int count) throws CloudException, InterruptedException {
            for (int sent = 0; !steps.finished() && sent < count; ) {
                if (steps.speaks()) {
                    call.send(request(steps.next()));
                    sent++;
                } else {
                    steps.accept(call.next().getStep());
                }
            }
            while (!steps.finished() && !steps.speaks()) {
                steps.accept(call.next().getStep());
            }
            return this;
        }

        @Override
        public void close() {
            preparation.close();
        }
    }

    private record Prepared(String name, ClientTicket ticket) implements AutoCloseable {
        @Override
        public void close() {
            ticket.close();
        }
    }

    private Prepared prepared() throws CloudException, InterruptedException {
        try (Begun all = new Begun().talk(Integer.MAX_VALUE)) {
            return new Prepared(all.call.next().getTicket().getTicket(), all.preparation.finish());
        }
    }

    private static final List<UnaryOperator<Step>> WRONG = List.of(
            step -> step.toBuilder().setNumber(step.getNumber() + 1).build(),
            step -> step.toBuilder().setNumber(-1).build(),
            step -> step.toBuilder().clearContent().build(),
            step -> step.toBuilder().setContent(step.getContent().substring(1)).build(),
            step -> step.toBuilder()
                    .setContent(step.getContent().concat(ByteString.copyFrom(new byte[1])))
                    .build());

    @Test
    void wrongSteps_endThePreparation() throws Exception {
        for (UnaryOperator<Step> wrong : WRONG) {
            for (int after : new int[] {0, 1, 3}) {
                try (Begun begun = new Begun().talk(after)) {
                    begun.call.send(request(wrong.apply(begun.steps.next())));
                    assertEquals(Reason.PROTOCOL, begun.call.failure());
                }
            }
        }
    }

    @Test
    void anythingButAStep_endsThePreparation() throws Exception {
        try (Begun begun = new Begun()) {
            begun.call.send(PrepareRequest.getDefaultInstance());
            assertEquals(Reason.PROTOCOL, begun.call.failure());
        }
        try (Begun begun = new Begun().talk(1)) {
            begun.call.halfClose();
            assertEquals(Reason.PROTOCOL, begun.call.failure());
        }
        try (Begun begun = new Begun().talk(1)) {
            begun.call.send(PrepareRequest.newBuilder()
                    .setMask(io.veilray.wire.v1.EncryptedMask.getDefaultInstance())
                    .build());
            assertEquals(Reason.PROTOCOL, begun.call.failure());
        }
    }

    @Test
    void stepOutOfTurn_endsThePreparation() throws Exception {
        Step step =
                Step.newBuilder().setContent(ByteString.copyFrom(new byte[9])).build();
        Stream<PrepareRequest, PrepareResponse> early = begin(session, MODEL, 0);
        assertEquals(Admission.ADMISSION_ADMITTED, early.next().getAdmission());
        assertEquals(Reason.PROTOCOL, early.send(request(step)).failure());
        try (Begun begun = new Begun()) {
            Step first = begun.steps.next();
            begun.call.send(request(first)).send(request(first));
            assertEquals(Reason.PROTOCOL, begun.call.failure());
        }
    }

    @Test
    void silentClientInMidConversation_meetsTheMessageLimit() throws Exception {
        try (Begun begun = new Begun().talk(2)) {
            assertEquals(Reason.DEADLINE, begun.call.failure());
        }
    }

    /** Sessions carry keys for one set of parameters. */
    @Test
    void modelOfOtherParameters_isRefused() throws Exception {
        assertEquals(Reason.PROTOCOL, begin(session, "every-layer", 0).failure());
        try (ClientSession small = new ClientSession(HeParameters.N4096)) {
            assertEquals(
                    Reason.PROTOCOL,
                    begin(open(small, HeParameters.N4096), MODEL, 0).failure());
        }
    }

    @Test
    void transfersOfAnotherAge_areAnUnknownSession() throws Exception {
        for (long age : new long[] {1, -1, Long.MAX_VALUE}) {
            assertEquals(
                    Admission.ADMISSION_SESSION_UNKNOWN,
                    begin(session, MODEL, age).next().getAdmission());
        }
        prepared().close();
        prepared().close();
        assertEquals(
                Admission.ADMISSION_SESSION_UNKNOWN,
                begin(session, MODEL, 1).next().getAdmission());
    }

    private Stream<InferRequest, InferResponse> infer(String ticket) {
        Stream<InferRequest, InferResponse> call = new Stream<>(PrivateInferenceGrpc.newStub(client.channel)::infer);
        return call.send(InferRequest.newBuilder()
                .setBegin(InferBegin.newBuilder().setSession(session).setTicket(ticket))
                .build());
    }

    private void spentBy(Consumer<InferRequest.Builder> wrong, int after) throws Exception {
        Prepared prepared = prepared();
        Stream<InferRequest, InferResponse> call = infer(prepared.name());
        long[] black = new long[packing.shape().input().size()];
        try (StrictInference inference = prepared.ticket().converse(black)) {
            Steps steps = new Steps(inference);
            for (int i = 0; i < after; i++) {
                call.send(InferRequest.newBuilder().setStep(steps.next()).build());
                steps.accept(call.next().getStep());
            }
            InferRequest.Builder request = InferRequest.newBuilder().setStep(steps.next());
            wrong.accept(request);
            assertEquals(Reason.PROTOCOL, call.send(request.build()).failure());
        }
        assertEquals(Reason.TICKET_SPENT, infer(prepared.name()).failure());
    }

    @Test
    void wrongSteps_spendTheTicketAndEndTheInference() throws Exception {
        for (UnaryOperator<Step> wrong : WRONG) {
            spentBy(request -> request.setStep(wrong.apply(request.getStep())), 0);
        }
        spentBy(request -> request.setStep(WRONG.get(3).apply(request.getStep())), 3);
        spentBy(request -> request.setActivation(MaskedTensor.getDefaultInstance()), 1);
        spentBy(InferRequest.Builder::clearStep, 1);
    }

    /** One session's transfers leave room for tickets, two sessions' do not: the second's are not even made. */
    @Test
    void bytesOfStrictMode_areBoundedOverAllSessions() throws Exception {
        prepared().close();
        try (ClientSession other = new ClientSession(HeParameters.N8192)) {
            String second = open(other, HeParameters.N8192);
            assertEquals(Reason.BUSY, begin(second, MODEL, 0).failure());
        }
        assertTrue(cloud.server.service().sessions() > 1);
    }

    /** A client that begins an inference and stays silent holds the ticket's bytes: they count until it is destroyed. */
    @Test
    void bytesOfTicketInUse_stillCount() throws Exception {
        long each = StrictPlan.of(packing.shape()).serverStoredBytes();
        client.close();
        cloud.close();
        start(new ServiceLimits(
                TIGHT.mostSessions(),
                TIGHT.sessionIdle(),
                TIGHT.mostTickets(),
                TIGHT.ticketLife(),
                TIGHT.mostCalls(),
                TIGHT.mostCallsPerSession(),
                (8 << 20) + each + each / 2, // the transfers and one ticket
                TIGHT.callTime(),
                TIGHT.messageWait()));
        Prepared prepared = prepared();
        Stream<InferRequest, InferResponse> call = infer(prepared.name());
        long[] black = new long[packing.shape().input().size()];
        try (StrictInference inference = prepared.ticket().converse(black)) {
            call.send(InferRequest.newBuilder()
                    .setStep(new Steps(inference).next())
                    .build());
            call.next();
            assertEquals(Reason.BUSY, begin(session, MODEL, 1).failure());
        }
        call.halfClose();
        assertEquals(Reason.PROTOCOL, call.failure());
    }
}
