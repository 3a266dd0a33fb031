package io.veilray.cloud.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.client.Stage;
import io.veilray.cloud.model.TinyModel;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.wire.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Client and server as processes, killed as {@code kill -9} does it in the midst of a preparation and of an inference. */
@Timeout(120)
class KilledTest {
    private static final List<Stage> STAGES = List.of(Stage.PREPARING, Stage.ROUND);

    /** Of a strict client nothing may be left: its transfers belong to a preparation that broke off. */
    @Test
    void killedClient_leavesNothingAtWorkOnTheServer(@TempDir Path folder) throws Exception {
        try (FaultBench bench = new FaultBench()) {
            Path pem = Files.writeString(folder.resolve("server.pem"), bench.identity.pem());
            Process client = Children.start(
                    Children.Client.class,
                    Integer.toString(bench.server.port()),
                    pem.toString(),
                    TinyModel.STRICT,
                    Stage.PREPARING.name(),
                    TinyModel.MASKED,
                    Stage.ROUND.name());
            try {
                Children.answer(client, "READY");
                assertEquals(2, bench.server.service().calls(), "one prepares, one infers");
            } finally {
                Children.kill(client);
            }
            bench.awaitNoCalls();
            assertEquals(0, bench.server.service().tickets());
            assertEquals(0, bench.server.service().strictBytes());
            try (PrivateClassifier next = PrivateClassifier.connect(bench.at(bench.server.port()))) {
                for (String model : bench.models()) {
                    double[] logits = next.classify(bench.patch(model, 1), model, Progress.NONE)
                            .logits();
                    assertTrue(bench.right(model, bench.patch(model, 1), logits), model);
                }
            }
        }
    }

    @Test
    void killedServer_endsWhatRunsAtOnce() throws Exception {
        Process server = Children.start(Children.Server.class);
        try (ExecutorService threads = Executors.newCachedThreadPool();
                FaultBench bench = new FaultBench()) {
            String[] where = Children.answer(server, "READY").split(" ");
            String pem = Files.readString(Path.of(where[1]));
            Endpoint at = new Endpoint("localhost", Integer.parseInt(where[0]), Optional.of(pem));
            CountDownLatch there = new CountDownLatch(STAGES.size());
            CountDownLatch killed = new CountDownLatch(1);
            List<Future<Reason>> running = STAGES.stream()
                    .map(stage -> threads.submit(() -> failure(at, bench, held(stage, there, killed))))
                    .toList();
            there.await();
            Children.kill(server);
            killed.countDown();
            for (Future<Reason> each : running) {
                assertTrue(Set.of(Reason.LOST, Reason.UNREACHABLE).contains(each.get()), each.get() + "");
            }
        } finally {
            Children.kill(server);
        }
    }

    private static Progress held(Stage stage, CountDownLatch there, CountDownLatch killed) {
        return (now, done, total) -> {
            if (now == stage && done > 0) {
                there.countDown();
                awaitUninterruptibly(killed);
            }
        };
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of the classification that runs, after the next one has failed as well. */
    private static Reason failure(Endpoint at, FaultBench bench, Progress progress) throws CloudException {
        try (PrivateClassifier classifier = PrivateClassifier.connect(at)) {
            String model = TinyModel.STRICT;
            Reason reason = assertThrows(
                            CloudException.class, () -> classifier.classify(bench.patch(model, 0), model, progress))
                    .reason();
            assertThrows(CloudException.class, () -> classifier.classify(bench.patch(model, 0), model, Progress.NONE));
            return reason;
        }
    }
}
