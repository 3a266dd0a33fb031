package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.assertFails;
import static io.veilray.cloud.WireFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.client.Stage;
import io.veilray.he.HeParameters;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.NetworkPacking;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.wire.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A radiologist's computer and a server, over TLS on loopback: right answers, and clear ends when things go wrong. */
@Timeout(120)
class ClassifyOverWireTest {
    private static final String MODEL = "every-layer";
    private static final Limits SHORT =
            new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMillis(300), Duration.ofSeconds(1));

    @Test
    void logits_equalTheNetworkInTheClearToTheLastBit() throws Exception {
        try (WireFixture cloud = new WireFixture();
                PrivateClassifier classifier = cloud.connect()) {
            for (long seed = 1; seed <= 3; seed++) {
                Patch patch = cloud.model.patch(seed);
                Classification result = classifier.classify(patch, MODEL, Progress.NONE);
                assertArrayEquals(cloud.model.logits(patch), result.logits());
                assertEquals(5, result.rounds());
                assertEquals("masked", result.mode());
            }
            cloud.assertNothingLeft();
            assertEquals(1, cloud.server.service().sessions());
        }
    }

    /** Online: l = 37 bits an element, plus 2 % and a little for names and tags; tensors as in RandomNetworks. */
    @Test
    void onlineTraffic_isTheElementsAndLittleMore() throws Exception {
        try (WireFixture cloud = new WireFixture();
                PrivateClassifier classifier = cloud.connect()) {
            Classification result = classifier.classify(cloud.model.patch(1), MODEL, Progress.NONE);
            int up = 20 * 18 + 6 * 10 * 9 + 8 * 5 * 5 + 8 * 3 * 3 + 12;
            int down = 6 * 20 * 18 + 8 * 5 * 5 + 8 * 5 * 5 + 12 + 3;
            assertTrue(result.bytesUp() <= up * 37 / 8 * 1.02 + 200, result.bytesUp() + " bytes up");
            assertTrue(result.bytesDown() <= down * 37 / 8 * 1.02 + 100, result.bytesDown() + " bytes down");
        }
    }

    /**
     * Offline, l = 37: a seed and 92 bits a coefficient up, 37 less for each entry of a tensor; l + 9 bits a coefficient and
     * l + 3 bits a result down.
     */
    @Test
    void offlineTraffic_isThePolynomialsAndLittleMore() throws Exception {
        try (WireFixture cloud = new WireFixture();
                PrivateClassifier classifier = cloud.connect()) {
            NetworkPacking packing = new NetworkPacking(cloud.model.info().network(), HeParameters.N4096);
            int results = packing.shape().layers().stream()
                    .mapToInt(layer -> layer.linearOutput().size())
                    .sum();
            int entries = 20 * 18 + 6 * 10 * 9 + 8 * 5 * 5 + 8 * 3 * 3 + 12;
            int messages = packing.uploads() + packing.responses();
            long bytes = packing.uploads() * (32L + 4096 * 92 / 8)
                    - entries * 37L / 8
                    + packing.responses() * 4096L * 46 / 8
                    + results * 40L / 8;
            long measured = classifier
                    .classify(cloud.model.patch(1), MODEL, Progress.NONE)
                    .bytesOffline();
            assertTrue(measured >= bytes && measured <= bytes + 40L * messages + 300, measured + " against " + bytes);
        }
    }

    @Test
    void progress_tellsTheStagesInOrderAndEndsEachOne() throws Exception {
        List<Stage> stages = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        try (WireFixture cloud = new WireFixture();
                PrivateClassifier classifier = cloud.connect()) {
            classifier.classify(cloud.model.patch(1), MODEL, (stage, done, total) -> {
                assertTrue(done >= 0 && done <= total, stage + " " + done + " of " + total);
                stages.add(stage);
                if (done == total) {
                    ends.add(stage.name());
                }
            });
        }
        assertEquals(stages.stream().sorted().toList(), stages);
        assertTrue(ends.containsAll(List.of("CONNECTING", "PREPARING", "ROUND", "DONE")), ends.toString());
    }

    @Test
    void severalThreads_shareOneSession() throws Exception {
        try (WireFixture cloud = new WireFixture();
                PrivateClassifier classifier = cloud.connect();
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Callable<Void>> jobs = new ArrayList<>();
            for (long seed = 1; seed <= 6; seed++) {
                Patch patch = cloud.model.patch(seed);
                jobs.add(() -> {
                    assertArrayEquals(
                            cloud.model.logits(patch),
                            classifier.classify(patch, MODEL, Progress.NONE).logits());
                    return null;
                });
            }
            for (Future<Void> job : threads.invokeAll(jobs)) {
                job.get();
            }
            assertEquals(1, cloud.server.service().sessions());
        }
    }

    @Test
    void wrongModelOrPatch_isRefusedHere() throws Exception {
        try (WireFixture cloud = new WireFixture();
                PrivateClassifier classifier = cloud.connect()) {
            CloudException unknown = assertFails(
                    Reason.UNKNOWN_MODEL, () -> classifier.classify(cloud.model.patch(1), "nope", Progress.NONE));
            assertTrue(unknown.getMessage().contains("nope")
                    && unknown.getMessage().contains(MODEL));
            Patch small = new Patch(1, 1, 1, new float[1], new Region(0, 0, 1, 1));
            assertThrows(IllegalArgumentException.class, () -> classifier.classify(small, MODEL, Progress.NONE));
            assertEquals(0, cloud.server.service().sessions());
        }
    }

    @Test
    void closing_endsTheSessionOnTheServer() throws Exception {
        try (WireFixture cloud = new WireFixture()) {
            PrivateClassifier classifier = cloud.connect();
            classifier.classify(cloud.model.patch(1), MODEL, Progress.NONE);
            Thread.currentThread().interrupt(); // a closing window's thread often is
            classifier.close();
            assertTrue(Thread.interrupted());
            assertEquals(0, cloud.server.service().sessions());
            assertFails(Reason.CANCELLED, () -> classifier.classify(cloud.model.patch(1), MODEL, Progress.NONE));
        }
    }

    @Test
    void interruptedRound_isCancelledOnBothSidesAndTheNextWorks() throws Exception {
        try (WireFixture cloud = new WireFixture();
                PrivateClassifier classifier = cloud.connect()) {
            CountDownLatch inRound = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            cloud.model.beforeLayer = layer -> {
                inRound.countDown();
                await(goOn);
            };
            AtomicReference<CloudException> failure = new AtomicReference<>();
            Thread caller = Thread.ofPlatform().start(() -> {
                failure.set(assertThrows(
                        CloudException.class, () -> classifier.classify(cloud.model.patch(1), MODEL, Progress.NONE)));
                assertTrue(Thread.currentThread().isInterrupted());
            });
            inRound.await();
            caller.interrupt();
            caller.join();
            assertEquals(Reason.CANCELLED, failure.get().reason());
            goOn.countDown();
            cloud.assertNothingLeft();
            cloud.model.beforeLayer = layer -> {};
            classifier.classify(cloud.model.patch(1), MODEL, Progress.NONE);
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
    void slowServer_meetsTheDeadline() throws Exception {
        try (WireFixture cloud = new WireFixture();
                PrivateClassifier classifier = cloud.connect(SHORT)) {
            CountDownLatch goOn = new CountDownLatch(1);
            cloud.model.beforeLayer = layer -> await(goOn);
            assertFails(Reason.DEADLINE, () -> classifier.classify(cloud.model.patch(1), MODEL, Progress.NONE));
            goOn.countDown();
            cloud.assertNothingLeft();
        }
    }

    @Test
    void serverStoppedInARound_isLostAndTheSameClassifierWorksAfterItsReturn() throws Exception {
        WireFixture first = new WireFixture();
        try (PrivateClassifier classifier = first.connect()) {
            CountDownLatch goOn = new CountDownLatch(1);
            first.model.beforeLayer = layer -> {
                if (layer == 2) {
                    Thread.ofPlatform().start(first::close);
                    await(goOn);
                }
            };
            assertFails(Reason.LOST, () -> classifier.classify(first.model.patch(1), MODEL, Progress.NONE));
            goOn.countDown();
            eventually(
                    "the server has not stopped", () -> first.server.service().sessions() == 0);
            assertFails(Reason.LOST, () -> classifier.classify(first.model.patch(1), MODEL, Progress.NONE));
            try (WireFixture second =
                    new WireFixture(first.server.port(), io.veilray.cloud.service.ServiceLimits.DEFAULT)) {
                Patch patch = second.model.patch(2);
                assertArrayEquals(
                        second.model.logits(patch),
                        classifier.classify(patch, MODEL, Progress.NONE).logits());
                assertEquals(1, second.server.service().sessions());
            }
        }
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("veilray-"))
                .count();
    }

    @Test
    void fiftyClassifications_leaveNoMoreThreadsThanOne() throws Exception {
        try (WireFixture cloud = new WireFixture();
                PrivateClassifier classifier = cloud.connect()) {
            classifier.classify(cloud.model.patch(1), MODEL, Progress.NONE);
            long after = ownThreads();
            for (long seed = 2; seed <= 50; seed++) {
                classifier.classify(cloud.model.patch(seed), MODEL, Progress.NONE);
            }
            assertEquals(after, ownThreads());
        }
    }

    @Test
    void closedServer_leavesNoThread() throws Exception {
        try (WireFixture cloud = new WireFixture();
                PrivateClassifier classifier = cloud.connect()) {
            classifier.classify(cloud.model.patch(1), MODEL, Progress.NONE);
        }
        eventually("a thread is left", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("veilray-")));
    }
}
