package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    /**
     * The proved bound covers the worst multipliers and is far from what happens: DESIGN section 3 has errors below 0.04.
     * One wrong ring element moves a logit by far more than this, as elements are uniform in 2^32 units of 2^-24 or less.
     */
    private static final double USUAL_ERROR = 0.25;

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
                double bound = Math.min(USUAL_ERROR, plain.maskingBound(patch));
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
