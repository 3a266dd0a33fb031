package io.veilray.cloud.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.Progress;
import io.veilray.cloud.model.TinyModel;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.region.Patch;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A byte that the client sent is lost, and the server, in the middle of a TLS record, gives up before the client does. */
class ServersPatienceTest {
    private static final Moment MASKED_VALUES = new Moment("Infer", true, 1);

    @Test
    void nextClassification_getsANewConnection() throws Exception {
        try (FaultBench bench = new FaultBench(Duration.ofSeconds(1));
                Site site = Site.ofBytes(bench, new Semaphore(1), new Random(1), Duration.ofSeconds(20))) {
            String model = TinyModel.MASKED;
            Patch patch = bench.patch(model, 0);
            site.moments.before(now -> {
                if (now.equals(MASKED_VALUES)) {
                    bench.awaitOneCall(); // a server that loses what begins it waits for nothing
                    site.proxy.arm(true, ByteFault.LOST_BYTES);
                }
            });
            CloudException failure =
                    assertThrows(CloudException.class, () -> site.classifier.classify(patch, model, Progress.NONE));
            assertEquals(Reason.DEADLINE, failure.reason(), model + ": " + failure.getMessage());
            site.moments.before(now -> {});
            double[] logits =
                    site.classifier.classify(patch, model, Progress.NONE).logits();
            assertTrue(bench.right(model, patch, logits), model);
        }
    }
}
