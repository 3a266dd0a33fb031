package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.SquareModel;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.StrictPlan;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.wire.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A network of squares from its files to the logits, over gRPC: a wrong square is a wrong class that nobody notices. */
@Timeout(120)
class QuadraticOverWireTest {
    private static Patch patch(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[SquareModel.HEIGHT * SquareModel.WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new Patch(
                1,
                SquareModel.HEIGHT,
                SquareModel.WIDTH,
                values,
                new Region(0, 0, SquareModel.WIDTH, SquareModel.HEIGHT));
    }

    @Test
    void logits_equalTheFixedPointModelsWithinTheBound() throws Exception {
        CheckedModel checked = SquareModel.load();
        LoadedModel model = LoadedModel.of(checked);
        CloudOptions options =
                CloudOptions.onLoopback(0).withLimits(ServiceLimits.DEFAULT).withDrain(Duration.ofMillis(50));
        try (CloudServer server = CloudServer.start(options, new ModelRegistry(List.of(model)), WireFixture.IDENTITY);
                PrivateClassifier classifier = PrivateClassifier.connect(
                        new Endpoint("localhost", server.port(), Optional.of(WireFixture.IDENTITY.certificatePem())))) {
            assertEquals(
                    NonlinearMode.QUADRATIC,
                    classifier
                            .model("test-net", NonlinearMode.QUADRATIC)
                            .network()
                            .mode());
            for (long seed = 1; seed <= 4; seed++) {
                Patch patch = patch(seed);
                Classification result = classifier.classify(patch, "test-net", Progress.NONE);
                double[] plain = model.fixedPointLogits(patch);
                double bound = model.maskingBound(patch);
                assertArrayEquals(plain, result.logits(), bound, "seed " + seed);
                assertTrue(bound < 0.1, "bound " + bound);
                assertEquals("quadratic", result.mode());
                assertEquals(StrictPlan.of(checked.shape()).rounds(), result.rounds());
                assertEquals(3, result.rounds(), "the image, then one for each square; the last brings the logits");
            }
        }
    }
}
