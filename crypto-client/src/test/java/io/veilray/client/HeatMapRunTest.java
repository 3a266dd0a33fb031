package io.veilray.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.TensorShape;
import io.veilray.region.InputSpec;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.SlidingWindows;
import io.veilray.region.Window;
import io.veilray.result.Classification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many tickets are on their way here: none may outlive the run, and a part of a map must say that it is one. */
class HeatMapRunTest {
    private static final SlidingWindows WINDOWS = new SlidingWindows(new Region(1, 1, 8, 6), 4, 4, 2); // 3 x 2
    private static final List<String> CLASSES = List.of("dark", "bright");

    /** Windows in the order in which they began, a second try included. */
    private final List<Region> begun = Collections.synchronizedList(new ArrayList<>());

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final List<String> reports = new ArrayList<>();
    private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

    private static Slice slice() {
        float[] values = new float[10 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return new Slice(10, 8, values, Window.between(0, 79), false);
    }

    private static ModelInfo model() {
        LayerShape layer =
                new LayerShape("dense", List.of(new LinearTerm(0, 4, 4, 1, 0, 0)), new TensorShape(2, 1, 1), List.of());
        NetworkShape network =
                new NetworkShape(new TensorShape(1, 4, 4), List.of(layer), NonlinearMode.MASKED, 32, 10, 14, 2);
        InputSpec input = new InputSpec(1, 4, 4, Optional.empty());
        return new ModelInfo("m", "1", "t", CLASSES, input, network, OpinionRule.UNMEASURED, "u", "t", "a");
    }

    /** The first pixel is the probability of "bright". */
    private static Classification answer(Patch patch) {
        double bright = patch.values()[0];
        return new Classification(
                "m",
                "1",
                "masked",
                CLASSES,
                new double[] {1 - bright, bright},
                new double[] {1 - bright, bright},
                false,
                List.of(),
                patch.region(),
                1,
                1,
                1,
                1,
                Map.of(),
                Optional.empty());
    }

    /** What happens to a window before it is answered. */
    private interface Event {
        void happen(int window) throws CloudException, InterruptedException;
    }

    private HeatMapRun.Outcome run(Event event) throws CloudException {
        Thread caller = Thread.currentThread();
        HeatMapRun.Classifier classifier = (patch, id, progress) -> {
            begun.add(patch.region());
            mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
            try {
                event.happen(index(patch.region()));
                return answer(patch);
            } catch (InterruptedException e) {
                throw new CloudException(Reason.CANCELLED, "cancelled", e);
            } finally {
                open.decrementAndGet();
            }
        };
        return new HeatMapRun(classifier, model(), 2, Duration.ofMillis(1), waits::add)
                .run(slice(), WINDOWS, (done, total, last) -> {
                    assertSame(caller, Thread.currentThread());
                    reports.add(done + "/" + total);
                });
    }

    private static int index(Region region) {
        return IntStream.range(0, WINDOWS.count())
                .filter(i -> WINDOWS.window(i).equals(region))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void nothingIsLeftBehind() throws InterruptedException {
        assertEquals(0, open.get());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("heat-map-window")) {
                thread.join(5000); // a pool has ended a moment before its threads
                assertFalse(thread.isAlive(), thread.getName());
            }
        }
        assertTrue(mostOpen.get() <= 2, "at once: " + mostOpen);
    }

    @Test
    void everyWindow_isClassifiedOnceInOrder() throws CloudException {
        HeatMapRun.Outcome outcome = run(window -> Thread.sleep(5));
        assertTrue(outcome.failure().isEmpty() && outcome.map().isComplete());
        assertEquals(0, outcome.secondTries());
        assertEquals(List.of("1/6", "2/6", "3/6", "4/6", "5/6", "6/6"), reports);
        assertEquals(6, begun.size());
        assertEquals(WINDOWS.window(0), begun.getFirst());
        for (int i = 0; i < 6; i++) {
            Region window = WINDOWS.window(i);
            assertTrue(begun.indexOf(window) >= i - 1, "two on their way: at most one overtakes");
            // pixel (x, y) is 10 y + x, and 79 is white
            double bright = (10.0 * window.yPx() + window.xPx()) / 79;
            assertEquals(bright, outcome.map().answers().get(i).orElseThrow().probabilities()[1], 1e-6);
        }
    }

    @Test
    void firstWindow_goesAlone() throws CloudException {
        run(window -> {
            if (window == 0) {
                Thread.sleep(50);
                assertEquals(1, begun.size());
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5})
    void interruptionAtAnyWindow_cancelsAndEndsAll(int at) {
        Thread caller = Thread.currentThread();
        CloudException cancelled = assertThrows(
                CloudException.class,
                () -> run(window -> {
                    if (window == at) {
                        caller.interrupt();
                    }
                    if (window >= at) {
                        Thread.sleep(60_000);
                    }
                }));
        assertTrue(Thread.interrupted(), "the interruption is kept");
        assertEquals(Reason.CANCELLED, cancelled.reason());
        assertTrue(begun.size() <= at + 2, begun.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5})
    void failureAtAnyWindow_endsTheRunWithWhatWasDone(int at) throws CloudException {
        HeatMapRun.Outcome outcome = run(window -> {
            if (window == at) {
                throw new CloudException(Reason.REFUSED, "no more");
            }
            if (window > at) {
                Thread.sleep(60_000);
            }
        });
        assertEquals(Reason.REFUSED, outcome.failure().orElseThrow().reason());
        assertFalse(outcome.map().isComplete());
        // one before may still have been on its way and is cancelled with the rest
        assertTrue(outcome.map().examined().size() >= at - 1, outcome.map().toString());
        assertTrue(outcome.map().answers().subList(at, 6).stream().allMatch(Optional::isEmpty));
        assertEquals(1, Collections.frequency(begun, WINDOWS.window(at)));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void windowThatFailsOnce_getsAFreshTryWhereThatHelps(Reason reason) throws CloudException {
        AtomicInteger failures = new AtomicInteger();
        Event once = window -> {
            if (window == 2 && failures.getAndIncrement() == 0) {
                throw new CloudException(reason, "once");
            }
        };
        switch (reason) {
            case UNREACHABLE, BUSY, TICKET_SPENT, DEADLINE, LOST -> {
                HeatMapRun.Outcome outcome = run(once);
                assertTrue(outcome.map().isComplete());
                assertEquals(1, outcome.secondTries());
                assertEquals(2, failures.get());
            }
            case CANCELLED -> assertThrows(CloudException.class, () -> run(once));
            case NOT_TRUSTED, UNKNOWN_MODEL, VERSION_MISMATCH, PROTOCOL, REFUSED ->
                assertEquals(reason, run(once).failure().orElseThrow().reason());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7_000, 60_000, 60_001})
    void serverThatAsksToWait_isAskedAgainAfterThatOrNotAtAll(long milliseconds) throws CloudException {
        AtomicInteger failures = new AtomicInteger();
        HeatMapRun.Outcome outcome = run(window -> {
            if (window == 2 && failures.getAndIncrement() == 0) {
                throw new CloudException(Reason.BUSY, "once", null, Duration.ofMillis(milliseconds));
            }
        });
        boolean tooLong = milliseconds > 60_000;
        assertEquals(tooLong, outcome.failure().isPresent());
        assertEquals(tooLong ? List.of() : List.of(Duration.ofMillis(Math.max(1, milliseconds))), waits);
    }

    @Test
    void windowThatFailsTwice_endsTheRun() throws CloudException {
        HeatMapRun.Outcome outcome = run(window -> {
            if (window == 2) {
                throw new CloudException(Reason.BUSY, "always");
            }
        });
        assertEquals(Reason.BUSY, outcome.failure().orElseThrow().reason());
        assertEquals(2, Collections.frequency(begun, WINDOWS.window(2)));
    }

    @Test
    void bug_isThrownAsItIs() {
        assertThrows(
                ArithmeticException.class,
                () -> run(window -> {
                    throw new ArithmeticException("bug");
                }));
    }
}
