package io.veilray.ui.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.Stage;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.region.Region;
import io.veilray.region.SlidingWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However a heat map ends, what was done is kept or said to be gone, and the next one runs. */
class HeatRunsTest {
    private final StagedCloud cloud = new StagedCloud();
    private final List<HeatResult> found = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private CloudConnection connection;
    private HeatRuns runs;

    @BeforeAll
    static void toolkit() throws Exception {
        Fx.start();
    }

    @BeforeEach
    void open() {
        connection = new CloudConnection(cloud, Optional::empty, Platform::runLater);
        connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE));
        runs = Fx.get(() -> new HeatRuns(connection));
    }

    @AfterEach
    void close() {
        cloud.letGo.countDown();
        Fx.run(runs::close);
        connection.close();
    }

    /** Nine windows. */
    private void start() {
        SlidingWindows windows = new SlidingWindows(new Region(4, 4, 40, 40), 20, 20, 10);
        HeatRequest request = new HeatRequest(Requests.of(StagedCloud.MODEL), windows, 1);
        Fx.run(() -> runs.start(request, found::add, failures::add));
    }

    private void awaitEnd() {
        Fx.await(() -> runs.progressProperty().get() == null);
    }

    private void assertUsable() {
        found.clear();
        failures.clear();
        cloud.stopAt = null;
        start();
        awaitEnd();
        assertEquals(1, found.size());
        assertTrue(found.getFirst().map().isComplete());
        assertEquals(List.of(), failures);
    }

    @Test
    void everyWindow_isExaminedOnce() {
        List<HeatProgress> seen = new ArrayList<>();
        Fx.run(() -> runs.progressProperty().addListener((property, before, now) -> seen.add(now)));
        start();
        awaitEnd();
        assertEquals(9, cloud.classified.get());
        assertEquals(9 * 3300, found.getFirst().bytes()); // 100 up, 200 down, 3000 for the ticket
        assertEquals(11, seen.size(), "the start, nine windows, the end");
        assertEquals(9, seen.get(9).done());
        assertNull(seen.get(10));
    }

    @Test
    void secondsLeft_areThoseOfTheWindowsAfterTheFirst() {
        HeatProgress first = HeatProgress.of(1, 49, 3, 3);
        assertEquals(48 * 3, first.secondsLeft().orElseThrow(), 1e-9);
        assertTrue(first.isAtMost());
        HeatProgress later = HeatProgress.of(17, 49, 3, 9); // 16 windows in 6 s, 32 to go
        assertEquals(12, later.secondsLeft().orElseThrow(), 1e-9);
        assertFalse(later.isAtMost());
    }

    @Test
    void cancel_endsAtOnceAndKeepsNothing() {
        cloud.stopAt = Stage.ROUND;
        start();
        assertTrue(Fx.get(runs::cancel));
        assertNull(Fx.get(() -> runs.progressProperty().get()));
        assertFalse(Fx.get(runs::cancel));
        cloud.letGo.countDown();
        assertUsable();
    }

    /** The first window fails at once, for a reason that a second try does not help. */
    @Test
    void failureAtTheStart_isTold() {
        cloud.failure = new CloudException(Reason.REFUSED, "no");
        start();
        awaitEnd();
        assertEquals(List.of(), found);
        assertEquals(Failure.Cause.REFUSED, failures.getFirst().cause());
        cloud.failure = null;
        assertUsable();
    }

    @Test
    void failureMidway_keepsWhatWasDoneAndMarksItIncomplete() {
        cloud.failAfter = 4;
        start();
        awaitEnd();
        assertEquals(List.of(), failures);
        HeatResult part = found.getFirst();
        assertFalse(part.map().isComplete());
        assertEquals(4, part.map().examined().size());
        assertEquals(Failure.Cause.REFUSED, part.failure().orElseThrow().cause());
        cloud.failAfter = Integer.MAX_VALUE;
        assertUsable();
    }
}
