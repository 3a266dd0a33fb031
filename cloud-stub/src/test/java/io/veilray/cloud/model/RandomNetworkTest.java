package io.veilray.cloud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.region.Patch;
import io.veilray.region.Region;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A wrong padding, a lost bias or a bound that does not hold would give a wrong class without a word, so random networks
 * are held to ONNX Runtime, to real arithmetic and to their own bounds. Every failure names its seed.
 */
class RandomNetworkTest {
    private static final int HEIGHT = 13;
    private static final int WIDTH = 11;
    private static final int NETWORKS = 300;

    private static Patch image(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextFloat();
        }
        return new Patch(1, HEIGHT, WIDTH, values, new Region(0, 0, WIDTH, HEIGHT));
    }

    /** A ring too small for proof is asked for the largest one, so that no network is turned away for its range. */
    private static CheckedModel model(byte[] onnx, int multiplierBits) throws ModelException {
        return CheckedModel.load(
                onnx, OnnxBuilder.card(HEIGHT, WIDTH, RandomNetwork.CLASSES, 41, multiplierBits, "null"));
    }

    @Test
    void import_agreesWithOnnxRuntimeAndFixedPointWithinItsRounding() throws ModelException {
        for (long seed = 1; seed <= NETWORKS; seed++) {
            byte[] onnx = RandomNetwork.of(seed, HEIGHT, WIDTH);
            CheckedModel model = model(onnx, 2);
            Patch patch = image(seed);
            float[] expected = OnnxRuntimeReference.logits(onnx, patch.values(), HEIGHT, WIDTH);
            double[] real = new FloatModel(model).logits(patch);
            double[] fixed = new FixedPointModel(model).logits(patch);
            double rounding = RoundingBound.of(model, patch);
            for (int i = 0; i < expected.length; i++) {
                double floatError = 1e-4 * Math.max(1, Math.abs(expected[i]));
                assertEquals(expected[i], real[i], floatError, "float, seed " + seed);
                assertEquals(expected[i], fixed[i], rounding + floatError, "fixed point, seed " + seed);
            }
        }
    }

    @Test
    void maskedRuns_stayWithinMaskingBound() throws ModelException {
        for (long seed = 1; seed <= NETWORKS; seed++) {
            int multiplierBits = (int) (seed % 4);
            CheckedModel model = model(RandomNetwork.of(seed, HEIGHT, WIDTH), multiplierBits);
            Patch patch = image(seed);
            double bound = new MaskingBound(model).of(patch);
            double[] plain = new FixedPointModel(model).logits(patch);
            double[] masked = MaskedSimulation.logits(model, patch, seed);
            for (int i = 0; i < plain.length; i++) {
                double moved = Math.abs(masked[i] - plain[i]);
                assertTrue(moved <= bound, "moved " + moved + ", bound " + bound + ", seed " + seed);
            }
        }
    }

    /** The ring has no room beyond the proved range, and multipliers at their largest use it up. */
    @Test
    void maskedSums_stayWithinTheProvedRange() throws ModelException {
        for (long seed = 1; seed <= NETWORKS; seed++) {
            CheckedModel model = model(RandomNetwork.of(seed, HEIGHT, WIDTH), (int) (seed % 4));
            List<long[]> sums = MaskedSimulation.sums(model, image(seed), seed, true);
            for (int i = 0; i < sums.size(); i++) {
                long largest = Arrays.stream(sums.get(i)).map(Math::abs).max().orElseThrow();
                long limit = 1L << model.ranges().get(i).bits() - 1;
                assertTrue(largest < limit, "layer " + i + " reaches " + largest + " of " + limit + ", seed " + seed);
            }
        }
    }

    /**
     * The average of a residual branch is one kernel of equal weights, which all round by the same amount: taken for
     * independent, they would seem to cancel, and the bound would be some times too small.
     */
    @Test
    void equalWeights_areNotTakenForIndependent() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(4, 1, HEIGHT, WIDTH);
        String held = onnx.relu("x");
        String sum = onnx.add(onnx.conv(held, 1, 1, 3, 1, 1, 1, 1, 1), held);
        String mean = onnx.node("GlobalAveragePool", new String[] {sum});
        CheckedModel model = model(onnx.build(onnx.dense(mean, 1, RandomNetwork.CLASSES)), 3);
        for (long seed = 1; seed <= NETWORKS; seed++) {
            Patch patch = image(seed % 5);
            double bound = new MaskingBound(model).of(patch);
            double[] plain = new FixedPointModel(model).logits(patch);
            double[] masked = MaskedSimulation.logits(model, patch, seed);
            for (int i = 0; i < plain.length; i++) {
                double moved = Math.abs(masked[i] - plain[i]);
                assertTrue(moved <= bound, "moved " + moved + ", bound " + bound + ", seed " + seed);
            }
        }
    }
}
