package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.assertFails;
import static io.veilray.cloud.WireFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.client.Stage;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.StrictPlan;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Strict mode as a radiologist's computer meets it: right answers beside masked mode, and clear ends. */
@Timeout(120)
class StrictOverWireTest {
    private static final String MODEL = "every-layer-strict";

    private final Recorder recorder = new Recorder();
    private WireFixture cloud;
    private PrivateClassifier classifier;

    @BeforeEach
    void start() throws Exception {
        cloud = fixture(0);
        classifier = cloud.connect();
    }

    private WireFixture fixture(int port) throws IOException {
        return WireFixture.bothModes(port, ServiceLimits.DEFAULT, recorder);
    }

    @AfterEach
    void stop() throws Exception {
        classifier.close();
        cloud.assertNothingLeft();
        cloud.close();
    }

    private static Classification classify(WireFixture cloud, PrivateClassifier classifier, long seed)
            throws CloudException {
        Patch patch = cloud.strict.patch(seed);
        Classification result = classifier.classify(patch, MODEL, Progress.NONE);
        assertArrayEquals(cloud.strict.logits(patch), result.logits(), cloud.strict.strictBound());
        return result;
    }

    private Classification classify(long seed) throws CloudException {
        return classify(cloud, classifier, seed);
    }

    @Test
    void logits_equalTheNetworkInTheClearWithinTheBound() throws Exception {
        for (long seed = 1; seed <= 3; seed++) {
            Classification result = classify(seed);
            assertEquals("strict", result.mode());
            assertTrue(result.evidence().isEmpty());
            assertEquals(StrictPlan.of(cloud.strict.info().network()).rounds(), result.rounds());
            assertTrue(result.millis().keySet().containsAll(List.of("encrypt", "prepare", "transfers", "online")));
        }
        assertEquals(1, cloud.server.service().sessions());
    }

    /** Exactly the plan's messages, and a few bytes each for numbers and tags. */
    @Test
    void onlineTraffic_isWhatThePlanSays() throws Exception {
        Classification result = classify(1);
        List<StrictPlan.Message> messages =
                StrictPlan.of(cloud.strict.info().network()).online();
        int bytes = messages.stream().mapToInt(StrictPlan.Message::bytes).sum();
        long measured = result.bytesUp() + result.bytesDown();
        assertTrue(
                measured >= bytes && measured <= bytes + 12L * messages.size() + 100, measured + " against " + bytes);
    }

    @Test
    void bothModes_areServedSideBySideInOneSessionEach() throws Exception {
        Patch patch = cloud.model.patch(5);
        double[] masked = cloud.model.logits(patch);
        assertArrayEquals(
                masked, classifier.classify(patch, "every-layer", Progress.NONE).logits());
        classify(5);
        assertArrayEquals(
                masked, classifier.classify(patch, "every-layer", Progress.NONE).logits());
        classify(6);
        assertEquals(2, cloud.server.service().sessions());
        classifier.close();
        assertEquals(0, cloud.server.service().sessions());
    }

    @Test
    void modelOfACard_isFoundByMode() throws Exception {
        assertEquals(
                "every-layer",
                classifier.model("every-layer", NonlinearMode.MASKED).id());
        assertEquals(
                MODEL, classifier.model("every-layer", NonlinearMode.STRICT).id());
        CloudException e =
                assertFails(Reason.UNKNOWN_MODEL, () -> classifier.model("every-layer", NonlinearMode.QUADRATIC));
        assertTrue(e.getMessage().contains("quadratic") && e.getMessage().contains("masked, strict"), e.getMessage());
        assertFails(Reason.UNKNOWN_MODEL, () -> classifier.model("nope", NonlinearMode.STRICT));
    }

    @Test
    void progress_tellsTheStagesInOrderAndEndsEachOne() throws Exception {
        List<Stage> stages = new ArrayList<>();
        List<Stage> ends = new ArrayList<>();
        classifier.classify(cloud.strict.patch(1), MODEL, (stage, done, total) -> {
            assertTrue(done >= 0 && done <= total, stage + " " + done + " of " + total);
            stages.add(stage);
            if (done == total) {
                ends.add(stage);
            }
        });
        assertEquals(stages.stream().sorted().toList(), stages);
        assertTrue(ends.containsAll(List.of(Stage.CONNECTING, Stage.PREPARING, Stage.ROUND, Stage.DONE)));
    }

    /** One ticket after the other is made on the session's transfers, whoever waits. */
    @Test
    void severalThreads_shareOneSessionAndItsTransfers() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Callable<Classification>> jobs = new ArrayList<>();
            for (long seed = 1; seed <= 6; seed++) {
                long own = seed;
                jobs.add(() -> classify(own));
            }
            for (Future<Classification> job : threads.invokeAll(jobs)) {
                job.get();
            }
            assertEquals(1, cloud.server.service().sessions());
        }
    }

    @Test
    void twoClients_doNotDisturbEachOther() throws Exception {
        try (PrivateClassifier other = cloud.connect();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Void>> jobs = new ArrayList<>();
            for (PrivateClassifier each : List.of(classifier, other)) {
                jobs.add(() -> {
                    for (long seed = 1; seed <= 4; seed++) {
                        classify(cloud, each, seed);
                    }
                    return null;
                });
            }
            for (Future<Void> job : threads.invokeAll(jobs)) {
                job.get();
            }
            assertEquals(2, cloud.server.service().sessions());
        }
    }

    /**
     * At the first report of the stage, or at its last one before the next stage; where a busy machine skipped that report, at
     * the one that came in its place.
     */
    private void cancelAt(Stage wanted, boolean late) throws Exception {
        AtomicReference<CloudException> failure = new AtomicReference<>();
        Thread caller = Thread.ofPlatform()
                .start(() -> failure.set(assertThrows(
                        CloudException.class,
                        () -> classifier.classify(cloud.strict.patch(1), MODEL, (stage, done, total) -> {
                            boolean there = late ? done >= total - 1 : done >= Math.min(1, total);
                            if (stage == wanted && there || stage.compareTo(wanted) > 0) {
                                Thread.currentThread().interrupt();
                            }
                        }))));
        caller.join();
        assertEquals(Reason.CANCELLED, failure.get().reason());
    }

    /** The transfers of a preparation that broke off are made anew on both sides, in the same session. */
    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"ENCRYPTING", "PREPARING", "ROUND"})
    void cancelInAnyStage_andTheNextWorksAtOnce(Stage stage) throws Exception {
        for (boolean late : new boolean[] {false, true}) {
            cancelAt(stage, late);
            classify(2);
            classify(3);
        }
    }

    @Test
    void serverThatComputesStill_isNotWaitedForAfterACancelledRound() throws Exception {
        CountDownLatch inRound = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        cloud.strict.beforeLayer = layer -> {
            inRound.countDown();
            await(goOn);
        };
        Thread caller = Thread.ofPlatform().start(() -> assertThrows(CloudException.class, () -> classify(1)));
        inRound.await();
        caller.interrupt();
        caller.join();
        cloud.strict.beforeLayer = layer -> {};
        goOn.countDown();
        classify(2);
    }

    /** The server computes for the cancelled preparation still, and holds its transfers, when the next one begins. */
    @Test
    void serverThatComputesStill_isNotWaitedForAfterACancelledPreparation() throws Exception {
        classify(1);
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        cloud.strict.beforeProduct = () -> {
            if (first.getAndSet(false)) { // one worker of two
                atWork.countDown();
                await(goOn);
            }
        };
        Thread caller = Thread.ofPlatform().start(() -> assertThrows(CloudException.class, () -> classify(1)));
        atWork.await();
        caller.interrupt();
        caller.join();
        if (Runtime.getRuntime().availableProcessors() == 1) {
            goOn.countDown(); // the only worker
        }
        classify(2);
        goOn.countDown();
        classify(3);
        assertEquals(1, cloud.server.service().sessions());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void restartedServer_isMetWithANewSession() throws Exception {
        classify(1);
        cloud.close();
        eventually("the server has not stopped", () -> cloud.server.service().sessions() == 0);
        WireFixture second = fixture(cloud.server.port());
        cloud = second;
        for (long seed = 1; seed <= 2; seed++) {
            classify(seed);
        }
        assertSame(second, cloud);
        assertEquals(1, second.server.service().sessions());
    }

    @Test
    void strictPatchOfTheWrongSize_isRefusedHere() {
        assertThrows(
                IllegalArgumentException.class, () -> classifier.classify(cloud.model.patch(1), MODEL, Progress.NONE));
        assertFalse(recorder.requests.isEmpty());
    }
}
