package io.veilray.cloud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.region.Patch;
import io.veilray.region.Region;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A strict run that leaves its bound is wrong; a bound that is far too wide would not notice. */
class StrictBoundTest {
    private static final int RUNS = 300;

    private static Patch patch(String kind) {
        SplittableRandom random = new SplittableRandom(kind.hashCode());
        float[] values = new float[20 * 18];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind) {
                case "black" -> 0;
                case "grey" -> 0.4321f;
                case "half black" -> i % 18 < 9 ? 0 : random.nextFloat();
                default -> random.nextFloat();
            };
        }
        return new Patch(1, 20, 18, values, new Region(0, 0, 18, 20));
    }

    private static CheckedModel model() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(5, 1, 20, 18);
        String a = onnx.pool("MaxPool", onnx.relu(onnx.conv("x", 6, 1, 3, 1, 1, 1, 1, 1)), 2, 2, 0);
        // windows that overlap, and a map whose border padding reaches
        String b = onnx.relu(onnx.pool("MaxPool", onnx.conv(a, 8, 6, 3, 1, 1, 1, 1, 1), 3, 2, 1));
        String c = onnx.relu(onnx.add(onnx.conv(b, 8, 8, 3, 1, 1, 1, 1, 1), b));
        String mean = onnx.node("GlobalAveragePool", new String[] {c});
        return CheckedModel.load(
                onnx.build(onnx.dense(mean, 8, 3)),
                OnnxBuilder.card(20, 18, 3, 37, 2, "null")
                        .replace("[\"masked\"]", "[\"strict\"]")
                        .replace("\"modes\"", "\"strict\":{\"activationBits\":12,\"weightBits\":12},\"modes\""));
    }

    /** Three squares one behind the other, with a pool and a shortcut; the mean is taken of the logits. */
    private static CheckedModel squares() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(5, 1, 20, 18);
        String a = square(onnx, onnx.pool("AveragePool", onnx.conv("x", 6, 1, 3, 1, 1, 1, 1, 1), 2, 2, 0));
        String b = square(onnx, onnx.add(onnx.conv(a, 6, 6, 3, 1, 1, 1, 1, 1), a));
        String c = square(onnx, onnx.conv(b, 8, 6, 3, 2, 1, 1, 1, 1));
        String mean = onnx.node("GlobalAveragePool", new String[] {c});
        return CheckedModel.load(
                onnx.build(onnx.dense(mean, 8, 3)),
                OnnxBuilder.card(20, 18, 3, 41, 2, "null")
                        .replace("[\"masked\"]", "[\"quadratic\"]")
                        .replace("\"modes\"", "\"quadratic\":{\"activationBits\":12,\"weightBits\":12},\"modes\""));
    }

    private static String square(OnnxBuilder onnx, String value) {
        return onnx.node("Mul", new String[] {value, value});
    }

    static Stream<String> kinds() {
        return Stream.of("noise", "other noise", "half black", "grey", "black");
    }

    /**
     * No run of 300 leaves either bound, and what is seen, mean and eight deviations, is no less than a fifth of the one
     * that is told. On plain images whole maps meet, and the excess is counted by magnitudes: there no less than a
     * hundredth.
     */
    @ParameterizedTest
    @MethodSource("kinds")
    void simulatedStrictRuns_stayWithinTheBounds(String kind) throws ModelException {
        requireWithinBounds(model(), kind);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void simulatedQuadraticRuns_stayWithinTheBounds(String kind) throws ModelException {
        requireWithinBounds(squares(), kind);
    }

    private static void requireWithinBounds(CheckedModel model, String kind) throws ModelException {
        Patch patch = patch(kind);
        double bound = new StrictBound(model).of(patch);
        double proved = new StrictBound(model).proved(patch);
        double[] plain = new FixedPointModel(model).logits(patch);
        double[] sums = new double[plain.length];
        double[] squares = new double[plain.length];
        for (long run = 0; run < RUNS; run++) {
            double[] strict = StrictSimulation.logits(model, patch, run);
            for (int i = 0; i < plain.length; i++) {
                double moved = strict[i] - plain[i];
                assertTrue(Math.abs(moved) <= bound, "moved " + moved + ", bound " + bound);
                assertTrue(Math.abs(moved) <= proved, "moved " + moved + ", proved " + proved);
                sums[i] += moved;
                squares[i] += moved * moved;
            }
        }
        double seen = 0;
        for (int i = 0; i < plain.length; i++) {
            double mean = sums[i] / RUNS;
            seen = Math.max(seen, Math.abs(mean) + 8 * Math.sqrt(squares[i] / RUNS - mean * mean));
        }
        System.out.printf("%s: bound %.6f, proved %.6f, seen %.6f%n", kind, bound, proved, seen);
        assertTrue(bound <= proved, "a probable bound beyond the proved one says nothing");
        boolean plainImage = kind.equals("grey") || kind.equals("black");
        assertTrue(seen >= bound / (plainImage ? 100 : 5), "bound " + bound + ", seen " + seen);
    }

    /**
     * One hidden layer of one weight 1 and a bias of one unit, so that the proof can be done by hand: the input is k units,
     * its sum k 2^g + 1, which is k or, with a probability of 2^-g, k + 1 after truncation: one unit of activation times the
     * weights 0.5 of the logit for each of 360 entries. Without the bias truncation is exact.
     */
    @ParameterizedTest
    @MethodSource("kinds")
    void provedBound_ofOneLayer_isDoneByHand(String kind) throws ModelException {
        for (float bias : new float[] {0x1p-24f, 0}) {
            OnnxBuilder onnx = new OnnxBuilder(5, 1, 20, 18);
            String one = onnx.filled(1, 1, 1, 1, 1);
            String a = onnx.relu(onnx.node("Conv", new String[] {"x", one, onnx.filled(bias, 1)}));
            String flat = onnx.node("Flatten", new String[] {a});
            String logit = onnx.node("MatMul", new String[] {flat, onnx.filled(0.5f, 360, 1)});
            CheckedModel model = CheckedModel.load(onnx.build(logit), card());
            double bound = new StrictBound(model).proved(patch(kind));
            assertEquals(bias == 0 ? 0 : 360 * 0.5 * 0x1p-10, bound, 1e-6);
            double[] moved = StrictSimulation.logits(model, patch(kind), 3);
            assertTrue(Arrays.stream(moved).allMatch(Double::isFinite));
        }
    }

    private static String card() {
        return OnnxBuilder.card(20, 18, 1, 37, 2, "null").replace("[\"masked\"]", "[\"strict\"]");
    }
}
