package io.veilray.ui.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.Stage;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.region.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After any failure the user must be able to go on: every way a job can end, each followed by one that works. */
class ClassifyQueueTest {
    private final StagedCloud cloud = new StagedCloud();
    private final List<ClassifyResult> results = new ArrayList<>();
    private CloudConnection connection;
    private ClassifyQueue queue;

    @BeforeAll
    static void toolkit() throws Exception {
        Fx.start();
    }

    @BeforeEach
    void open() {
        connection = new CloudConnection(cloud, Optional::empty, Platform::runLater);
        connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE));
        queue = Fx.get(() -> new ClassifyQueue(connection));
        queue.onResult(results::add);
    }

    @AfterEach
    void close() {
        cloud.letGo.countDown();
        Fx.run(queue::close);
        connection.close();
    }

    private ClassifyJob submit(ClassifyRequest request) {
        return Fx.get(() -> queue.submit(request));
    }

    private void awaitState(ClassifyJob job, JobState state) {
        Fx.await(() -> job.state() == state);
    }

    private void assertUsable() {
        cloud.stopAt = null;
        ClassifyJob next = submit(Requests.of(StagedCloud.MODEL));
        awaitState(next, JobState.COMPLETED);
        assertTrue(Fx.get(() -> queue.running().isEmpty()));
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("veilray-classify"))
                .count();
    }

    @Test
    void job_endsWithAResultAndLeavesTheList() {
        ClassifyJob job = submit(Requests.of(StagedCloud.MODEL));
        awaitState(job, JobState.COMPLETED);
        ClassifyResult result = job.result().orElseThrow();
        assertEquals(List.of(result), results);
        assertEquals("bright", result.model().classes().getFirst());
        assertEquals(Agreement.NOT_POSSIBLE, result.agreement());
        assertEquals(Step.Kind.DONE, job.stepProperty().get().kind());
        assertTrue(Fx.get(() -> queue.jobs().isEmpty()));
    }

    @Test
    void remainingTime_isToldOnlyOnceAJobHasBeenThere() throws Exception {
        ClassifyJob first = submit(Requests.of(StagedCloud.MODEL));
        assertEquals(OptionalDouble.empty(), first.secondsLeftProperty().get());
        awaitState(first, JobState.COMPLETED);
        PastTimes past = new PastTimes();
        Fx.run(() -> first.remember(past));
        PastTimes.Course course = new PastTimes.Course(StagedCloud.MODEL, connection.target(), false);
        double done = past.secondsLeft(course, 0.01, 0).orElseThrow();
        assertTrue(done > 0 && done < 60, "the whole of the first job: " + done);
        assertEquals(OptionalDouble.empty(), past.secondsLeft(course, 1, 0));
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void cancelAtAStage_endsAtOnceAndTheWorkerWithIt(Stage stage) {
        cloud.stopAt = stage;
        ClassifyJob job = submit(Requests.of(StagedCloud.MODEL));
        Step.Kind shown = Step.of(stage, 1, 2, false).kind();
        Fx.await(() -> job.stepProperty().get().kind() == shown);
        JobState after = Fx.get(() -> {
            job.cancel();
            return job.state();
        });
        assertEquals(JobState.CANCELED, after);
        Fx.await(() -> workers() == 0);
        assertTrue(results.isEmpty());
        assertUsable();
    }

    @Test
    void cancelWhileConnecting_endsAtOnce() {
        cloud.stopWhileConnecting = true;
        connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE.trusting("another")));
        ClassifyJob job = submit(Requests.of(StagedCloud.MODEL));
        Fx.await(() -> job.stepProperty().get().kind() == Step.Kind.CONNECTING);
        Fx.run(job::cancel);
        assertEquals(JobState.CANCELED, Fx.get(job::state));
        Fx.await(() -> workers() == 0);
        cloud.letGo.countDown();
        assertUsable();
    }

    @Test
    void severalJobs_runOneAfterAnotherInTheirOrder() {
        cloud.stopAt = Stage.ROUND;
        ClassifyJob first = submit(Requests.of(StagedCloud.MODEL));
        ClassifyJob second = submit(Requests.of(StagedCloud.MODEL));
        ClassifyJob third = submit(Requests.of(StagedCloud.MODEL));
        awaitState(first, JobState.IN_PROGRESS);
        assertEquals(JobState.SCHEDULED, Fx.get(second::state));
        Fx.run(second::cancel);
        assertEquals(JobState.CANCELED, Fx.get(second::state));
        cloud.letGo.countDown();
        awaitState(third, JobState.COMPLETED);
        assertEquals(List.of(first.result().orElseThrow(), third.result().orElseThrow()), results);
        assertEquals(2, cloud.classified.get());
    }

    @Test
    void cancelledJob_doesNotHoldUpTheNext() {
        cloud.stopAt = Stage.ENCRYPTING;
        ClassifyJob first = submit(Requests.of(StagedCloud.MODEL));
        ClassifyJob second = submit(Requests.of(StagedCloud.MODEL));
        Fx.await(() -> first.stepProperty().get().kind() == Step.Kind.UPLOADING);
        Fx.run(() -> {
            cloud.stopAt = null;
            assertTrue(queue.cancelCurrent());
        });
        awaitState(second, JobState.COMPLETED);
    }

    @Test
    void lostConnection_isToldAndMadeAgain() {
        cloud.failure = new CloudException(Reason.LOST, "the connection was lost");
        ClassifyJob job = submit(Requests.of(StagedCloud.MODEL));
        awaitState(job, JobState.FAILED);
        assertEquals(Failure.Cause.LOST, job.failure().orElseThrow().cause());
        assertTrue(job.failure().orElseThrow().cause().freshTrySafe());
        Fx.await(() -> connection.state().kind() == ConnectionState.Kind.CANNOT_REACH);
        assertEquals(1, Fx.get(() -> connection.state().models().size()), "the choice of model is not lost");
        assertEquals(List.of(job), Fx.get(() -> List.copyOf(queue.jobs())));
        cloud.failure = null;
        ClassifyJob again = Fx.get(() -> queue.retry(job));
        awaitState(again, JobState.COMPLETED);
        assertTrue(Fx.get(() -> queue.jobs().isEmpty()));
        assertEquals(ConnectionState.Kind.CONNECTED, Fx.get(connection::state).kind());
    }

    @Test
    void unknownModel_isToldAndNotSafeToTryAgain() {
        ClassifyJob job = submit(Requests.of("no-such-model"));
        awaitState(job, JobState.FAILED);
        assertEquals(Failure.Cause.UNKNOWN_MODEL, job.failure().orElseThrow().cause());
        assertFalse(job.failure().orElseThrow().cause().freshTrySafe());
        assertUsable();
    }

    @Test
    void regionOutsideOfTheSlice_isToldWithItsSizes() {
        ClassifyJob job = submit(Requests.of(StagedCloud.MODEL, new Region(60, 40, 10, 10)));
        awaitState(job, JobState.FAILED);
        assertEquals(Failure.Cause.BAD_REGION, job.failure().orElseThrow().cause());
        assertTrue(
                job.failure().orElseThrow().detail().contains("64x48"),
                job.failure().toString());
        assertUsable();
    }

    @Test
    void closingWhileRunning_leavesNoThreadAndNoConnection() throws Exception {
        cloud.stopAt = Stage.PREPARING;
        ClassifyJob job = submit(Requests.of(StagedCloud.MODEL));
        ClassifyJob waiting = submit(Requests.of(StagedCloud.MODEL));
        awaitState(job, JobState.IN_PROGRESS);
        Fx.run(queue::close);
        connection.close();
        connection.goodbye().get(10, TimeUnit.SECONDS);
        assertEquals(JobState.CANCELED, Fx.get(job::state));
        assertEquals(JobState.CANCELED, Fx.get(waiting::state));
        Fx.await(() -> workers() == 0);
        assertEquals(0, cloud.connections.get());
        ClassifyJob late = submit(Requests.of(StagedCloud.MODEL));
        assertEquals(JobState.CANCELED, Fx.get(late::state));
    }

    @Test
    void switchingTheServer_letsTheRunningJobFinish() {
        cloud.stopAt = Stage.ROUND;
        ClassifyJob job = submit(Requests.of(StagedCloud.MODEL));
        Fx.await(() -> job.stepProperty().get().kind() == Step.Kind.ROUND);
        connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE.trusting("another")));
        Fx.await(() -> cloud.connections.get() == 2);
        cloud.letGo.countDown();
        awaitState(job, JobState.COMPLETED);
        Fx.await(() -> cloud.connections.get() == 1);
    }

    @Test
    void progress_neverGoesBack() {
        double last = 0;
        for (Stage stage : Stage.values()) {
            for (int done = 0; done <= 8; done++) {
                double now = Step.of(stage, done, 8, false).progress();
                assertTrue(now >= last || stage == Stage.CONNECTING, stage + " " + done);
                last = now;
            }
        }
        assertEquals(1, last);
    }
}
