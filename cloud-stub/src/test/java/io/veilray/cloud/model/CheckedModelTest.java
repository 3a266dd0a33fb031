package io.veilray.cloud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.protocol.NetworkShape;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A model that is imported wrongly gives confident nonsense, so ONNX Runtime is asked about every construction. */
class CheckedModelTest {
    private interface Network {
        String build(OnnxBuilder onnx);
    }

    private static Arguments network(String name, int classes, int rounds, Network network) {
        return Arguments.of(name, classes, rounds, network);
    }

    /** Name, classes, rounds expected after fusion, graph on a 1x20x18 image. */
    static Stream<Arguments> networks() {
        return Stream.of(
                network("plain", 3, 3, o -> {
                    String a = o.pool("MaxPool", o.relu(o.conv("x", 6, 1, 3, 1, 1, 1, 1, 1)), 2, 2, 0);
                    return o.dense(o.relu(o.conv(a, 8, 6, 3, 2, 1, 1, 1, 1)), 8 * 5 * 5, 3);
                }),
                network("batch norm and asymmetric padding", 2, 3, o -> {
                    String a = o.relu(o.batchNorm(o.conv("x", 4, 1, 4, 2, 2, 1, 1, 2), 4));
                    return o.dense(o.relu(o.batchNorm(o.conv(a, 4, 4, 3, 1, 0, 1, 1, 0), 4)), 4 * 9 * 8, 2);
                }),
                network("residual with shortcut", 3, 5, o -> {
                    String a = o.relu(o.conv("x", 6, 1, 3, 1, 1, 1, 1, 1));
                    String b = o.relu(o.conv(a, 6, 6, 3, 2, 1, 1, 1, 1));
                    String sum = o.relu(o.add(
                            o.batchNorm(o.conv(b, 6, 6, 3, 1, 1, 1, 1, 1), 6), o.conv(a, 6, 6, 1, 2, 0, 0, 0, 0)));
                    String again = o.relu(o.add(sum, o.conv(sum, 6, 6, 3, 1, 1, 1, 1, 1)));
                    return o.dense(o.node("GlobalAveragePool", new String[] {again}), 6, 3);
                }),
                network("average pool fused into its convolution", 2, 2, o -> {
                    String a = o.relu(o.pool("AveragePool", o.conv("x", 5, 1, 3, 1, 1, 1, 1, 1), 2, 2, 0));
                    return o.dense(a, 5 * 10 * 9, 2);
                }),
                network("global average fused, no relu between", 4, 3, o -> {
                    String a = o.relu(o.conv("x", 5, 1, 3, 2, 1, 1, 1, 1));
                    return o.dense(o.node("GlobalAveragePool", new String[] {o.conv(a, 7, 5, 3, 1, 1, 1, 1, 1)}), 7, 4);
                }),
                network("overlapping padded pools, ceil mode", 2, 3, o -> {
                    String a = o.pool("MaxPool", o.relu(o.conv("x", 4, 1, 3, 1, 0, 0, 0, 0)), 3, 2, 1, 1);
                    String b = o.pool("AveragePool", o.relu(o.conv(a, 4, 4, 3, 1, 1, 1, 1, 1)), 3, 2, 1, 0, 1);
                    return o.dense(o.pool("AveragePool", b, 3, 2, 1, 0, 0), 4 * 3 * 3, 2);
                }),
                network("grouped convolution, pad node, dropout, matmul and bias, softmax-free", 3, 3, o -> {
                    String a = o.relu(o.conv("x", 4, 1, 3, 2, 1, 1, 1, 1));
                    String p = o.node("Pad", new String[] {a, o.integers(0, 0, 1, 0, 0, 0, 1, 2)});
                    String g = o.node(
                            "Conv", new String[] {p, o.floats(0.3, 8, 2, 3, 3)}, OnnxBuilder.integer("group", 2));
                    String f = o.node(
                            "Reshape", new String[] {o.node("Dropout", new String[] {o.relu(g)}), o.integers(1, -1)});
                    String m = o.node("MatMul", new String[] {f, o.floats(0.1, 8 * 10 * 9, 3)});
                    return o.add(m, o.floats(0.2, 3));
                }),
                network("ends in a pool", 5, 3, o -> {
                    String a = o.relu(o.conv("x", 4, 1, 3, 2, 1, 1, 1, 1));
                    String b = o.relu(o.conv(a, 5, 4, 3, 2, 1, 1, 1, 1));
                    return o.node("Flatten", new String[] {o.node("GlobalAveragePool", new String[] {b})});
                }));
    }

    private static Patch image(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[20 * 18];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new Patch(1, 20, 18, values, new Region(0, 0, 18, 20));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void importedNetwork_agreesWithOnnxRuntime(String name, int classes, int rounds, Network network)
            throws ModelException {
        for (long seed = 1; seed <= 3; seed++) {
            OnnxBuilder onnx = new OnnxBuilder(seed, 1, 20, 18);
            byte[] file = onnx.build(network.build(onnx));
            CheckedModel model = CheckedModel.load(file, OnnxBuilder.card(20, 18, classes, 41, 2, "null"));
            assertEquals(rounds, model.shape().rounds());
            Patch patch = image(seed);
            float[] expected = OnnxRuntimeReference.logits(file, patch.values(), 20, 18);
            double[] floats = new FloatModel(model).logits(patch);
            double[] fixed = new FixedPointModel(model).logits(patch);
            for (int i = 0; i < classes; i++) {
                assertEquals(expected[i], floats[i], 1e-4, "float, seed " + seed);
                // activations of order one err by 2^-11 a layer and weights by 2^-15: well under a hundredth
                assertEquals(expected[i], fixed[i], 0.02, "fixed point, seed " + seed);
            }
        }
    }

    /**
     * Simulates masked runs by their definition, with multipliers drawn at random and at the ends of [1, 2^B), and holds
     * the logits to the bound; over many runs the bound must not be absurdly loose either.
     */
    @Test
    void simulatedMaskedRuns_stayWithinTheMaskingBound() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(5, 1, 20, 18);
        String a = onnx.pool("MaxPool", onnx.relu(onnx.conv("x", 6, 1, 3, 1, 1, 1, 1, 1)), 2, 2, 0);
        String b = onnx.pool("AveragePool", onnx.relu(onnx.conv(a, 8, 6, 3, 1, 1, 1, 1, 1)), 2, 2, 0);
        byte[] file = onnx.build(onnx.dense(b, 8 * 5 * 4, 3));
        CheckedModel model = CheckedModel.load(file, OnnxBuilder.card(20, 18, 3, 41, 2, "null"));
        double worst = 0;
        for (long seed = 1; seed <= 60; seed++) {
            Patch patch = image(seed);
            double bound = new MaskingBound(model).of(patch);
            double[] plain = new FixedPointModel(model).logits(patch);
            double[] masked = MaskedSimulation.logits(model, patch, seed);
            for (int i = 0; i < plain.length; i++) {
                double moved = Math.abs(masked[i] - plain[i]);
                assertTrue(moved <= bound, "moved " + moved + ", bound " + bound + ", seed " + seed);
                worst = Math.max(worst, moved / bound);
            }
        }
        // signs and sizes of 432 and 160 roundings conspire in the bound and average out in life: 10 to 100 times a
        // layer
        assertTrue(worst > 0.002, "the bound is " + 1 / worst + " times what happens");
    }

    /** The proved range must contain what really happens, on the image that drives one unit highest too. */
    @Test
    void provedRanges_containTheSums() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(6, 1, 20, 18);
        String a = onnx.relu(onnx.conv("x", 6, 1, 3, 1, 1, 1, 1, 1));
        byte[] file = onnx.build(onnx.dense(a, 6 * 20 * 18, 2));
        CheckedModel model = CheckedModel.load(file, OnnxBuilder.card(20, 18, 2, 41, 2, "null"));
        double largest = 0;
        float[] kernel = model.weights(0, 0);
        for (int o = 0; o < 6; o++) {
            for (float sign : new float[] {1, -1}) {
                float[] values = new float[360];
                for (int i = 0; i < 9; i++) {
                    values[(5 + i / 3) * 18 + 5 + i % 3] = sign * kernel[o * 9 + i] > 0 ? 1 : 0;
                }
                Patch patch = new Patch(1, 20, 18, values, new Region(0, 0, 18, 20));
                long[] input = new io.veilray.share.FixedPoint(10).encode(patch.values());
                long[] sums = new FixedPointModel(model).sums(input).getFirst();
                largest = Math.max(
                        largest, Arrays.stream(sums).map(Math::abs).max().orElseThrow() / Math.pow(2, 24));
            }
        }
        double proved = model.ranges().getFirst().largest();
        // the bound adds 1/8 of 2^-14 a tap (1/2 over the multiplier 4) and 2 of 2^-24, nothing else: it is tight
        assertTrue(largest <= proved && proved <= largest + 9 * Math.pow(2, -15) + 0.001, largest + " " + proved);
    }

    @Test
    void sumsThatDoNotFit_areRefusedNamingLayerAndBits() {
        OnnxBuilder onnx = new OnnxBuilder(7, 1, 20, 18);
        String a = onnx.relu(onnx.conv("x", 64, 1, 3, 1, 1, 1, 1, 1));
        byte[] file = onnx.build(onnx.dense(a, 64 * 20 * 18, 2));
        String message = messageOf(file, OnnxBuilder.card(20, 18, 2, 30, 2, "null"));
        assertTrue(message.contains("gemm") && message.contains("needs") && message.contains("allows 30"), message);
    }

    @Test
    void calibration_standsInForProofOnlyWithItsMargin() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(7, 1, 20, 18);
        String a = onnx.relu(onnx.conv("x", 64, 1, 3, 1, 1, 1, 1, 1));
        String logits = onnx.dense(a, 64 * 20 * 18, 2);
        byte[] file = onnx.build(logits);
        String calibration = "{\"images\":12,\"source\":\"a test\",\"largest\":{\"" + logits + "\":%s}}";
        // logits have no multiplier: 1.9 * 2^(24 + 4) < 2^29 fits 30 bits, 2.1 does not
        CheckedModel model = CheckedModel.load(file, OnnxBuilder.card(20, 18, 2, 30, 2, calibration.formatted("1.9")));
        assertTrue(model.calibrated());
        assertTrue(model.info().training().contains("12 images"), model.info().training());
        String message = messageOf(file, OnnxBuilder.card(20, 18, 2, 30, 2, calibration.formatted("2.1")));
        assertTrue(message.contains("margin"), message);
    }

    private static String messageOf(byte[] file, String card) {
        return assertThrows(ModelException.class, () -> CheckedModel.load(file, card))
                .getMessage();
    }

    /** Whatever cannot be run is refused with the node's name and a way out. */
    @Test
    void unsupportedNodes_areRefusedByName() {
        record Case(String expected, Network network) {}
        Case[] cases = {
            new Case("Sigmoid", o -> o.node("Sigmoid", new String[] {o.conv("x", 2, 1, 3, 1, 1, 1, 1, 1)})),
            new Case(
                    "dilation",
                    o -> o.node(
                            "Conv", new String[] {"x", o.floats(1, 2, 1, 3, 3)}, OnnxBuilder.ints("dilations", 2, 2))),
            new Case(
                    "stride",
                    o -> o.node(
                            "Conv", new String[] {"x", o.floats(1, 2, 1, 3, 3)}, OnnxBuilder.ints("strides", 2, 1))),
            new Case("weights", o -> o.node("Conv", new String[] {"x", o.floats(1, 2, 3, 3, 3)})),
            new Case(
                    "auto_pad",
                    o -> o.node(
                            "Conv", new String[] {"x", o.floats(1, 2, 1, 3, 3)}, OnnxBuilder.text("auto_pad", "ODD"))),
            new Case("not a constant", o -> o.node("Conv", new String[] {"x", "x"})),
            new Case("no node before it makes", o -> o.node("Relu", new String[] {"nowhere"})),
            new Case("folded", o -> o.batchNorm("x", 1)),
            new Case("flatten", o -> o.node("Gemm", new String[] {"x", o.floats(1, 360, 2)})),
            new Case("same shape", o -> o.add("x", o.conv("x", 2, 1, 3, 1, 1, 1, 1, 1))),
            new Case("axis", o -> o.node("Flatten", new String[] {"x"}, OnnxBuilder.integer("axis", 2))),
            new Case("Pad node", o -> o.relu(o.node("Pad", new String[] {"x", o.integers(0, 0, 1, 1, 0, 0, 1, 1)}))),
            new Case("inside the network", o -> o.relu(o.node("Softmax", new String[] {"x"}))),
        };
        for (Case each : cases) {
            OnnxBuilder onnx = new OnnxBuilder(1, 1, 20, 18);
            byte[] file = onnx.build(each.network.build(onnx));
            String message = messageOf(file, OnnxBuilder.card(20, 18, 2, 41, 2, "null"));
            assertTrue(message.contains(each.expected) && message.contains("node \""), message);
        }
    }

    /** A file cut anywhere, or with a byte changed, gives a sentence or a model, never anything else. */
    @Test
    void damagedFiles_giveASentence() {
        OnnxBuilder onnx = new OnnxBuilder(8, 1, 20, 18);
        byte[] file = onnx.build(onnx.dense(onnx.relu(onnx.conv("x", 2, 1, 3, 2, 1, 1, 1, 1)), 2 * 10 * 9, 2));
        String card = OnnxBuilder.card(20, 18, 2, 41, 2, "null");
        int refused = 0;
        for (int length = 0; length < file.length; length += 7) {
            refused += refuses(Arrays.copyOf(file, length), card);
        }
        assertEquals((file.length + 6) / 7, refused);
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 3000; trial++) {
            byte[] changed = file.clone();
            changed[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            refuses(changed, card);
        }
    }

    private static int refuses(byte[] file, String card) {
        try {
            CheckedModel.load(file, card);
            return 0;
        } catch (ModelException e) {
            assertFalse(e.getMessage().isBlank());
            return 1;
        }
    }

    @Test
    void cardsWithMissingOrWrongFields_areRefusedByField() {
        String good = OnnxBuilder.card(20, 18, 2, 41, 2, "null");
        record Case(String from, String to, String expected) {}
        Case[] cases = {
            new Case("\"format\":1", "\"format\":2", "format 2"),
            new Case("\"id\":\"test-net\",", "", "\"id\""),
            new Case("test-net", "Bad Id", "model id"),
            new Case("\"modes\":[\"masked\"]", "\"modes\":[\"strict\"]", "masked"),
            new Case("\"ringBits\":41", "\"ringBits\":99", "arithmetic.ringBits is 99"),
            new Case("\"ringBits\":41", "\"ringBits\":\"many\"", "model card"),
            new Case("\"stretch\"", "\"crop\"", "resampling"),
            new Case("\"channels\":1", "\"channels\":3", "channels"),
            new Case("\"class 0\",", "", "classes"),
            new Case("\"heightPx\":20", "\"heightPx\":21", "20"),
            new Case("{\"format\"", "[\"format\"", "model card"),
        };
        OnnxBuilder onnx = new OnnxBuilder(8, 1, 20, 18);
        byte[] file = onnx.build(onnx.dense(onnx.relu(onnx.conv("x", 2, 1, 3, 2, 1, 1, 1, 1)), 2 * 10 * 9, 2));
        for (Case each : cases) {
            String message = messageOf(file, good.replace(each.from, each.to));
            assertTrue(message.contains(each.expected), message);
        }
    }

    @Test
    void shippedModels_loadWithProvedRanges() throws Exception {
        for (CheckedModel model : ModelFolder.shipped()) {
            NetworkShape shape = model.shape();
            assertFalse(model.calibrated());
            assertTrue(model.ranges().stream().allMatch(range -> range.bits() <= shape.ringBits()));
        }
    }
}
