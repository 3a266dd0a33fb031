package io.veilray.ui.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.client.Progress;
import io.veilray.client.Stage;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.wire.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The queue with nothing replaced: the stub, TLS on loopback, the shipped models. */
class RealQueueTest {
    private static final String MODEL = "pneumonia-cxr-28";

    private CloudConnection connection;
    private ClassifyQueue queue;

    @BeforeAll
    static void toolkit() throws Exception {
        Fx.start();
    }

    private void open(CloudLinker linker, CloudTarget target) {
        connection = new CloudConnection(linker, LocalCloud::find, Platform::runLater);
        queue = Fx.get(() -> new ClassifyQueue(connection));
        connection.choose(target);
    }

    @AfterEach
    void close() throws Exception {
        Fx.run(queue::close);
        connection.close();
        connection.goodbye().get(20, TimeUnit.SECONDS);
    }

    private ClassifyJob run(ClassifyRequest request) {
        ClassifyJob job = Fx.get(() -> queue.submit(request));
        Fx.await(() -> job.state().isFinal());
        return job;
    }

    @Test
    void offlineDemo_classifiesAndComparesWithTheModelInTheClear() {
        open(CloudLinker.overTheWire(), CloudTarget.LOCAL);
        ClassifyJob job = run(Requests.of(MODEL));
        ClassifyResult result = job.result().orElseThrow();
        assertEquals(JobState.COMPLETED, job.state());
        assertTrue(result.classification().bytesUp() > 0);
        Fx.await(() -> result.agreement().kind() != Agreement.Kind.PENDING);
        Comparison comparison = result.agreement().comparison().orElseThrow();
        assertTrue(comparison.isExplained(), comparison.toString());
        assertEquals(
                ConnectionState.Kind.OFFLINE_DEMO, Fx.get(connection::state).kind());
        TlsIdentity identity = Fx.get(connection::state).identity().orElseThrow();
        assertEquals("TLSv1.3", identity.protocol());
        assertEquals(32 * 3 - 1, identity.fingerprint().length(), "SHA-256 has 32 bytes");
    }

    @Test
    void onePixel_isClassified() {
        open(CloudLinker.overTheWire(), CloudTarget.LOCAL);
        assertEquals(
                JobState.COMPLETED,
                run(Requests.of(MODEL, new Region(10, 10, 1, 1))).state());
    }

    @Test
    void unknownModel_isToldAndTheNextOneRuns() {
        open(CloudLinker.overTheWire(), CloudTarget.LOCAL);
        ClassifyJob job = run(Requests.of("no-such-model"));
        assertEquals(Failure.Cause.UNKNOWN_MODEL, job.failure().orElseThrow().cause());
        assertEquals(JobState.COMPLETED, run(Requests.of(MODEL)).state());
    }

    @Test
    void cancelAtEachStage_endsAtOnceAndTheNextOneRuns() {
        for (Stage stage : List.of(Stage.CONNECTING, Stage.ENCRYPTING, Stage.PREPARING, Stage.ROUND)) {
            Runnable[] cancel = new Runnable[1];
            open(
                    interfering((reached, done) -> reached == stage && done > 0, () -> cancel[0].run()),
                    CloudTarget.LOCAL);
            ClassifyJob job = Fx.get(() -> {
                ClassifyJob submitted = queue.submit(Requests.of(MODEL));
                cancel[0] = () -> Fx.run(submitted::cancel);
                return submitted;
            });
            Fx.await(() -> job.state().isFinal());
            assertEquals(JobState.CANCELED, job.state(), stage.toString());
            cancel[0] = () -> {};
            assertEquals(JobState.COMPLETED, run(Requests.of(MODEL)).state(), stage.toString());
            Fx.run(queue::close);
            connection.close();
        }
    }

    @Test
    void serverKilledInARound_isToldAndAnotherServerTakesOver() throws Exception {
        try (LocalCloud.Running server = LocalCloud.find().orElseThrow().start(0, Optional.empty())) {
            CloudLinker killing = interfering((stage, done) -> stage == Stage.ROUND && done == 1, server::close);
            open(killing, CloudTarget.at(server.endpoint()));
            ClassifyJob job = run(Requests.of(MODEL));
            assertEquals(JobState.FAILED, job.state());
            assertEquals(Failure.Cause.LOST, job.failure().orElseThrow().cause());
            Fx.await(() -> connection.state().kind() == ConnectionState.Kind.CANNOT_REACH);
            ClassifyJob again = Fx.get(() -> queue.retry(job));
            Fx.await(() -> again.state().isFinal());
            assertEquals(
                    Failure.Cause.UNREACHABLE, again.failure().orElseThrow().cause());
        }
        connection.choose(CloudTarget.LOCAL);
        assertEquals(JobState.COMPLETED, run(Requests.of(MODEL)).state());
    }

    @Test
    void test_saysWhatItFound() throws Exception {
        open(CloudLinker.overTheWire(), CloudTarget.LOCAL);
        Endpoint gone;
        try (LocalCloud.Running server = LocalCloud.find().orElseThrow().start(0, Optional.empty())) {
            gone = server.endpoint();
            ConnectionTest found = ConnectionTest.of(gone).get(20, TimeUnit.SECONDS);
            assertEquals(Optional.empty(), found.failure());
            assertEquals(server.modelIds().size(), found.models());
            assertTrue(found.identity().isPresent());
            assertTrue(found.roundTripMs() > 0);
            ConnectionTest untrusted = ConnectionTest.of(new Endpoint("127.0.0.2", gone.port(), Optional.empty()))
                    .get(20, TimeUnit.SECONDS);
            assertTrue(untrusted.failure().isPresent(), "who is not known is not trusted");
        }
        ConnectionTest found = ConnectionTest.of(gone).get(20, TimeUnit.SECONDS);
        assertEquals(Failure.Cause.UNREACHABLE, found.failure().orElseThrow().cause());
    }

    private interface At {
        boolean reached(Stage stage, int done);
    }

    /** The real link, and something done once when a stage is reached, while the classification waits. */
    private static CloudLinker interfering(At at, Runnable what) {
        return endpoint -> {
            CloudLink real = CloudLinker.overTheWire().connect(endpoint);
            boolean[] done = new boolean[1];
            Consumer<Boolean> once = now -> {
                if (now && !done[0]) {
                    done[0] = true;
                    what.run();
                }
            };
            return new CloudLink() {
                @Override
                public List<ModelInfo> models() {
                    return real.models();
                }

                @Override
                public Classification classify(Patch patch, String id, Progress progress) throws CloudException {
                    return real.classify(patch, id, (stage, count, total) -> {
                        progress.report(stage, count, total);
                        once.accept(at.reached(stage, count));
                    });
                }

                @Override
                public void close() {
                    real.close();
                }
            };
        };
    }
}
