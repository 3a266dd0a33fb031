package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The whole line from a patch to a class with the shipped models. */
class StubCloudTest {
    @Test
    void shippedModels_overTheWire_stayNearTheModelInTheClear() throws Exception {
        LocalCloud cloud = LocalCloud.find().orElseThrow();
        try (LocalCloud.Running running = cloud.start(0, Optional.empty());
                PrivateClassifier classifier = PrivateClassifier.connect(running.endpoint())) {
            for (ModelInfo model : classifier.models()) {
                Patch patch = randomPatch(model, 5);
                Classification result = classifier.classify(patch, model.id(), Progress.NONE);
                LocalCloud.PlaintextReference plain = running.plaintext(model.id());
                double[] expected = plain.fixedPointLogits(patch);
                double bound = plain.maskingBound(patch);
                assertTrue(bound < 1, "a bound of " + bound + " would let any answer pass");
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], result.logits()[i], bound);
                }
                assertEquals(model.network().rounds(), result.rounds());
            }
        }
    }

    static Patch randomPatch(ModelInfo model, long seed) {
        int height = model.input().heightPx();
        int width = model.input().widthPx();
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new Patch(1, height, width, values, new Region(0, 0, width, height));
    }
}
