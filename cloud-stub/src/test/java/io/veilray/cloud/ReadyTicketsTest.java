package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.assertFails;
import static io.veilray.cloud.WireFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.client.Stage;
import io.veilray.client.TicketPolicy;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ServerSession;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.wire.Statuses;
import io.veilray.wire.v1.DropTicketsRequest;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.InferResponse;
import io.veilray.wire.v1.MaskedTensor;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import io.veilray.wire.v1.PrivateInferenceGrpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tickets made ahead, over TLS on loopback: masks used twice would show the difference of two patients. */
@Timeout(120)
class ReadyTicketsTest {
    private static final String MODEL = "every-layer";

    private final Recorder recorder = new Recorder();

    private static TicketPolicy keep(int ready) {
        return new TicketPolicy(ready, Duration.ofMinutes(10), 64 << 20, TicketPolicy.Storage.MEMORY);
    }

    private static void fill(PrivateClassifier classifier, int ready) throws InterruptedException {
        classifier.tickets().setPolicy(keep(ready));
        classifier.tickets().keepReady(MODEL);
        eventually("the pool does not fill", () -> classifier.tickets().ready(MODEL) == ready);
    }

    private List<String> spentNames() {
        return recorder.requests.stream()
                .filter(request -> request instanceof InferRequest infer && infer.hasBegin())
                .map(request -> ((InferRequest) request).getBegin().getTicket())
                .toList();
    }

    private static Classification classify(WireFixture cloud, PrivateClassifier classifier, long seed)
            throws Exception {
        Patch patch = cloud.model.patch(seed);
        Classification result = classifier.classify(patch, MODEL, Progress.NONE);
        assertArrayEquals(cloud.model.logits(patch), result.logits());
        return result;
    }

    @Test
    void unasked_nothingIsMade() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder);
                PrivateClassifier classifier = cloud.connect()) {
            classifier.tickets().keepReady("nope");
            classify(cloud, classifier, 1);
            assertEquals(0, classifier.tickets().ready(MODEL));
            assertEquals(1, spentNames().size());
            assertNoFiller();
        }
    }

    @Test
    void readyTicket_givesTheSameLogitsWithoutPreparing() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder);
                PrivateClassifier classifier = cloud.connect()) {
            long fresh = classify(cloud, classifier, 1).bytesOffline();
            fill(classifier, 2);
            List<Stage> stages = new ArrayList<>();
            Patch patch = cloud.model.patch(2);
            Classification result = classifier.classify(patch, MODEL, (stage, done, total) -> stages.add(stage));
            assertArrayEquals(cloud.model.logits(patch), result.logits());
            assertEquals(fresh, result.bytesOffline(), 2);
            assertEquals(
                    List.of(Stage.CONNECTING, Stage.ROUND, Stage.DONE),
                    stages.stream().distinct().toList());
            assertEquals(
                    List.of("connect", "session", "ticket", "online", "total"),
                    List.copyOf(result.millis().keySet()));
        }
    }

    /** Rounds times the way there and back, and nothing else: no session, no admission. */
    @Test
    void readyTicket_costsOneMessageARoundAndTheBeginThatGoesWithTheFirst() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder);
                PrivateClassifier classifier = cloud.connect()) {
            fill(classifier, 1);
            recorder.clear();
            classify(cloud, classifier, 1);
            int rounds = cloud.model.info().network().rounds();
            List<Message> sent = recorder.requests.stream()
                    .filter(request -> !(request instanceof PrepareRequest)) // the next ticket, once this is answered
                    .toList();
            assertEquals(1 + rounds, sent.size());
            assertTrue(sent.stream().allMatch(InferRequest.class::isInstance), sent.toString());
            assertEquals(
                    rounds,
                    recorder.responses.stream()
                            .filter(InferResponse.class::isInstance)
                            .count());
        }
    }

    @Test
    void server_saysHowLongItKeepsATicket() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder);
                PrivateClassifier classifier = cloud.connect()) {
            classify(cloud, classifier, 1);
            List<Integer> lives = recorder.responses.stream()
                    .filter(response -> response instanceof PrepareResponse prepare && prepare.hasTicket())
                    .map(response -> ((PrepareResponse) response).getTicket().getLifetimeSeconds())
                    .toList();
            assertEquals(List.of((int) ServiceLimits.DEFAULT.ticketLife().toSeconds()), lives);
        }
    }

    @Test
    void manyThreads_neverUseATicketTwice() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder);
                PrivateClassifier classifier = cloud.connect();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            fill(classifier, 4);
            List<Callable<Classification>> jobs = new ArrayList<>();
            for (long seed = 1; seed <= 16; seed++) {
                long own = seed;
                jobs.add(() -> classify(cloud, classifier, own));
            }
            for (Future<Classification> job : threads.invokeAll(jobs)) {
                job.get();
            }
            assertEquals(16, spentNames().size());
            assertEquals(16, new HashSet<>(spentNames()).size());
        }
    }

    @Test
    void restartedServer_costsAFreshTicketAndNoFailure() throws Exception {
        WireFixture first = new WireFixture();
        try (PrivateClassifier classifier = first.connect()) {
            fill(classifier, 2);
            first.close();
            try (WireFixture second = new WireFixture(first.server.port(), ServiceLimits.DEFAULT, recorder)) {
                Classification result = classify(second, classifier, 1);
                assertTrue(result.millis().containsKey("refused ticket"));
                assertEquals(2, new HashSet<>(spentNames()).size());
                eventually(
                        "the pool does not fill again",
                        () -> classifier.tickets().ready(MODEL) == 2);
                assertFalse(classify(second, classifier, 2).millis().containsKey("prepare"));
                assertEquals(1, second.server.service().sessions());
            }
        }
    }

    /** The same image went up twice: under one mask the two messages would be equal. */
    private void assertTwoMasks() {
        List<MaskedTensor> first = recorder.requests.stream()
                .filter(request -> request instanceof InferRequest infer && infer.hasActivation())
                .map(request -> ((InferRequest) request).getActivation())
                .filter(activation -> activation.getRound() == 0)
                .toList();
        assertEquals(2, new HashSet<>(first).size());
    }

    @Test
    void ticketsThatTheServerDoesNotKnow_areAllDestroyedAndAFreshOneUsed() throws Exception {
        Tamper tamper = new Tamper();
        try (WireFixture cloud = new WireFixture(tamper, recorder);
                PrivateClassifier classifier = cloud.connect()) {
            tamper.prepare(response -> List.of(response.hasTicket() ? renamed(response) : response));
            fill(classifier, 2);
            tamper.change = List::of;
            classify(cloud, classifier, 1);
            classify(cloud, classifier, 2);
            assertEquals(3, spentNames().size(), "one refused, not two");
        }
    }

    private static PrepareResponse renamed(PrepareResponse response) {
        PrepareResponse.Builder builder = response.toBuilder();
        builder.getTicketBuilder().setTicket(ServerSession.randomName());
        return builder.build();
    }

    @Test
    void surplusTicket_isDroppedByTheServerToo() throws Exception {
        ServiceLimits three = new ServiceLimits(
                9,
                Duration.ofHours(1),
                3,
                Duration.ofMinutes(15),
                9,
                9,
                1 << 20,
                Duration.ofHours(1),
                Duration.ofMinutes(1));
        try (WireFixture cloud = new WireFixture(0, three);
                PrivateClassifier classifier = cloud.connect()) {
            for (int i = 0; i < 3; i++) {
                fill(classifier, 3); // all that the server keeps: it would refuse one more
                fill(classifier, 1);
            }
            fill(classifier, 3);
            classify(cloud, classifier, 1);
        }
    }

    @Test
    void ticketsOfNoSession_areDroppedWithoutAFailure() throws Exception {
        try (WireFixture cloud = new WireFixture();
                RawClient client = new RawClient(cloud)) {
            PrivateInferenceGrpc.newBlockingStub(client.channel)
                    .dropTickets(DropTicketsRequest.newBuilder()
                            .setSession("x")
                            .addTickets("y")
                            .build());
            cloud.assertNothingLeft();
        }
    }

    /** What a lying server gains: one more masked image, of a mask of its own. */
    @Test
    void serverThatAlwaysSaysSpent_isTriedOnceMore() throws Exception {
        try (WireFixture cloud = new WireFixture(saysSpentInRound(0), recorder);
                PrivateClassifier classifier = cloud.connect()) {
            fill(classifier, 2);
            assertFails(Reason.TICKET_SPENT, () -> classifier.classify(cloud.model.patch(1), MODEL, Progress.NONE));
            assertEquals(2, new HashSet<>(spentNames()).size());
            assertTwoMasks();
        }
    }

    @Test
    void spentAfterAnOutput_burnsTheTicketAndIsAFailure() throws Exception {
        try (WireFixture cloud = new WireFixture(saysSpentInRound(1), recorder);
                PrivateClassifier classifier = cloud.connect()) {
            fill(classifier, 2);
            assertFails(Reason.TICKET_SPENT, () -> classifier.classify(cloud.model.patch(1), MODEL, Progress.NONE));
            assertEquals(1, spentNames().size());
        }
    }

    private static ServerInterceptor saysSpentInRound(int round) {
        return new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                return next.startCall(
                        new SimpleForwardingServerCall<>(call) {
                            @Override
                            public void sendMessage(R message) {
                                if (message instanceof InferResponse infer
                                        && infer.getOutput().getRound() == round) {
                                    Metadata why = new Metadata();
                                    why.put(Statuses.REASON, Reason.TICKET_SPENT.name());
                                    delegate().close(Status.FAILED_PRECONDITION, why);
                                } else {
                                    super.sendMessage(message);
                                }
                            }
                        },
                        headers);
            }
        };
    }

    @Test
    void cancelledRound_burnsItsTicketAlone() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder);
                PrivateClassifier classifier = cloud.connect()) {
            fill(classifier, 2);
            CountDownLatch inRound = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            cloud.model.beforeLayer = layer -> {
                inRound.countDown();
                await(goOn);
            };
            Thread caller = Thread.ofPlatform()
                    .start(() -> assertThrows(
                            CloudException.class,
                            () -> classifier.classify(cloud.model.patch(1), MODEL, Progress.NONE)));
            inRound.await();
            assertEquals(1, classifier.tickets().ready(MODEL));
            caller.interrupt();
            caller.join();
            goOn.countDown();
            cloud.model.beforeLayer = layer -> {};
            classify(cloud, classifier, 2);
            assertEquals(2, new HashSet<>(spentNames()).size());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closeWhileFilling_leavesNothing() throws Exception {
        Tamper tamper = new Tamper();
        try (WireFixture cloud = new WireFixture(tamper)) {
            CountDownLatch inCall = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            tamper.prepare(response -> {
                if (response.hasProduct()) {
                    inCall.countDown();
                    await(goOn);
                }
                return List.of(response);
            });
            PrivateClassifier classifier = cloud.connect();
            classifier.tickets().keepReady(MODEL);
            inCall.await();
            classifier.close();
            assertNoFiller();
            goOn.countDown();
            cloud.assertNothingLeft();
            assertEquals(0, classifier.tickets().ready(MODEL));
        }
    }

    private static void assertNoFiller() {
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("veilray-tickets")));
    }

    @Test
    void serverThatIsAway_isSilentAndThePoolFillsOnceItIsBack() throws Exception {
        WireFixture first = new WireFixture();
        try (PrivateClassifier classifier = first.connect()) {
            first.close();
            classifier.tickets().keepReady(MODEL);
            assertFails(Reason.LOST, () -> classifier.classify(first.model.patch(1), MODEL, Progress.NONE));
            assertEquals(0, classifier.tickets().ready(MODEL));
            try (WireFixture second = new WireFixture(first.server.port(), ServiceLimits.DEFAULT)) {
                eventually("the pool does not fill", () -> classifier.tickets().ready(MODEL) == 2);
                assertFalse(classify(second, classifier, 2).millis().containsKey("prepare"));
            }
        }
    }

    @Test
    void tamperedFiles_costAFreshTicketAndNoFailure(@TempDir Path home) throws Exception {
        String before = System.setProperty("veilray.home", home.toString());
        try (WireFixture cloud = new WireFixture(recorder);
                PrivateClassifier classifier = cloud.connect()) {
            classifier
                    .tickets()
                    .setPolicy(new TicketPolicy(
                            2, Duration.ofMinutes(10), 64 << 20, TicketPolicy.Storage.ENCRYPTED_FILES));
            classifier.tickets().keepReady(MODEL);
            eventually("the pool does not fill", () -> classifier.tickets().ready(MODEL) == 2);
            assertFalse(classify(cloud, classifier, 1).millis().containsKey("prepare"));
            eventually(
                    "the pool does not fill again", () -> classifier.tickets().ready(MODEL) == 2);
            try (Stream<Path> files = Files.walk(home.resolve("tickets"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    byte[] content = Files.readAllBytes(file);
                    content[content.length / 2] ^= 1;
                    Files.write(file, content);
                }
            }
            assertTrue(classify(cloud, classifier, 2).millis().containsKey("prepare"));
            assertEquals(2, new HashSet<>(spentNames()).size());
        } finally {
            restore(before);
        }
    }

    private static void restore(String home) {
        if (home == null) {
            System.clearProperty("veilray.home");
        } else {
            System.setProperty("veilray.home", home);
        }
    }
}
