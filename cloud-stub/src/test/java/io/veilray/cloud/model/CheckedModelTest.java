package io.veilray.cloud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.NonlinearMode;
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
    private static final int RUNS = 300;

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
                network("global average and dense layer fused, no relu between", 4, 2, o -> {
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
                network("concatenation read by a convolution and by a pool", 3, 4, o -> {
                    String a = o.relu(o.conv("x", 3, 1, 3, 2, 1, 1, 1, 1));
                    String b = o.relu(o.conv("x", 5, 1, 5, 2, 2, 2, 2, 2));
                    String joined = o.node("Concat", new String[] {a, b}, OnnxBuilder.integer("axis", 1));
                    String c = o.relu(o.conv(joined, 4, 8, 3, 1, 1, 1, 1, 1));
                    String all = o.node("Concat", new String[] {joined, c}, OnnxBuilder.integer("axis", 1));
                    return o.dense(o.pool("MaxPool", all, 2, 2, 0), 12 * 5 * 4, 3);
                }),
                network("branches of a fire module side by side, pooled together", 3, 4, o -> {
                    String a = o.relu(o.conv("x", 3, 1, 3, 2, 1, 1, 1, 1));
                    String one = o.relu(o.conv(a, 4, 3, 1, 1, 0, 0, 0, 0));
                    String three = o.relu(o.conv(a, 5, 3, 3, 1, 1, 1, 1, 1));
                    String wide = o.relu(o.conv(a, 2, 3, 4, 1, 2, 0, 1, 3));
                    String all = o.node("Concat", new String[] {one, three, wide}, OnnxBuilder.integer("axis", 1));
                    String pooled = o.pool("MaxPool", all, 2, 2, 0);
                    return o.dense(o.relu(o.conv(pooled, 4, 11, 1, 1, 0, 0, 0, 0)), 4 * 5 * 4, 3);
                }),
                network("branches of different operations or strides stay apart", 3, 5, o -> {
                    String a = o.relu(o.conv("x", 3, 1, 3, 2, 1, 1, 1, 1));
                    String one = o.conv(a, 4, 3, 1, 1, 0, 0, 0, 0);
                    String three = o.relu(o.conv(a, 5, 3, 3, 1, 1, 1, 1, 1));
                    String all = o.node("Concat", new String[] {one, three}, OnnxBuilder.integer("axis", 1));
                    return o.dense(o.relu(o.conv(all, 4, 9, 3, 2, 1, 1, 1, 1)), 4 * 5 * 5, 3);
                }),
                network("convolutions of one tap after linear ones", 3, 3, o -> {
                    String depthwise = o.node(
                            "Conv",
                            new String[] {
                                o.relu(o.conv("x", 6, 1, 3, 1, 1, 1, 1, 1)), o.floats(0.6, 6, 1, 3, 3), o.floats(0.3, 6)
                            },
                            OnnxBuilder.integer("group", 6),
                            OnnxBuilder.ints("pads", 1, 1, 1, 1));
                    String pointwise = o.relu(o.batchNorm(o.conv(depthwise, 5, 6, 1, 2, 0, 0, 0, 0), 5));
                    return o.dense(o.dense(pointwise, 5 * 10 * 9, 4), 4, 3);
                }),
                network("a narrow linear layer stays, as fusing would take more weights", 3, 4, o -> {
                    String a = o.relu(o.conv("x", 8, 1, 3, 2, 1, 1, 1, 1));
                    String narrow = o.conv(a, 1, 8, 1, 1, 0, 0, 0, 0);
                    return o.node("GlobalAveragePool", new String[] {o.relu(o.conv(narrow, 3, 1, 1, 1, 0, 0, 0, 0))});
                }),
                network("VGG-like", 4, 6, o -> {
                    String a = o.relu(o.conv("x", 6, 1, 3, 1, 1, 1, 1, 1));
                    a = o.pool("MaxPool", o.relu(o.conv(a, 6, 6, 3, 1, 1, 1, 1, 1)), 2, 2, 0);
                    a = o.relu(o.conv(a, 10, 6, 3, 1, 1, 1, 1, 1));
                    a = o.pool("MaxPool", o.relu(o.conv(a, 10, 10, 3, 1, 1, 1, 1, 1)), 2, 2, 0);
                    return o.dense(o.relu(o.dense(a, 10 * 5 * 4, 16)), 16, 4);
                }),
                network("ResNet-like", 3, 8, o -> {
                    String stem = o.relu(o.batchNorm(o.conv("x", 6, 1, 7, 2, 3, 3, 3, 3), 6));
                    String a = o.pool("MaxPool", stem, 3, 2, 1);
                    String b = o.relu(o.batchNorm(o.conv(a, 6, 6, 3, 1, 1, 1, 1, 1), 6));
                    String one = o.relu(o.add(o.batchNorm(o.conv(b, 6, 6, 3, 1, 1, 1, 1, 1), 6), a));
                    String c = o.relu(o.batchNorm(o.conv(one, 8, 6, 3, 2, 1, 1, 1, 1), 8));
                    String shortcut = o.batchNorm(o.conv(one, 8, 6, 1, 2, 0, 0, 0, 0), 8);
                    String two = o.relu(o.add(o.batchNorm(o.conv(c, 8, 8, 3, 1, 1, 1, 1, 1), 8), shortcut));
                    String d = o.relu(o.batchNorm(o.conv(two, 8, 8, 3, 1, 1, 1, 1, 1), 8));
                    String three = o.relu(o.add(o.batchNorm(o.conv(d, 8, 8, 3, 1, 1, 1, 1, 1), 8), two));
                    return o.dense(o.node("GlobalAveragePool", new String[] {three}), 8, 3);
                }),
                network("MobileNet-like", 3, 8, o -> {
                    String a = o.relu(o.batchNorm(o.conv("x", 6, 1, 3, 2, 1, 1, 1, 1), 6));
                    for (int block = 0; block < 3; block++) {
                        String depthwise = o.node(
                                "Conv",
                                new String[] {a, o.floats(0.6, 6, 1, 3, 3)},
                                OnnxBuilder.integer("group", 6),
                                OnnxBuilder.ints("pads", 1, 1, 1, 1));
                        String pointwise = o.conv(o.relu(o.batchNorm(depthwise, 6)), 6, 6, 1, 1, 0, 0, 0, 0);
                        a = o.relu(o.batchNorm(pointwise, 6));
                    }
                    return o.dense(o.node("GlobalAveragePool", new String[] {a}), 6, 3);
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
     * Simulates masked runs by their definition, with multipliers drawn as the server draws them, and holds every logit to
     * the bound. The measured deviation must also be what the bound's derivation says, within the spread of 300 runs (4 %)
     * and of its uniform-rounding model: a bound that is right for the wrong reason would not survive another network.
     */
    @Test
    void simulatedMaskedRuns_moveAsTheMaskingBoundSays() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(5, 1, 20, 18);
        String a = onnx.pool("MaxPool", onnx.relu(onnx.conv("x", 6, 1, 3, 1, 1, 1, 1, 1)), 2, 2, 0);
        String b = onnx.pool("AveragePool", onnx.relu(onnx.conv(a, 8, 6, 3, 1, 1, 1, 1, 1)), 2, 2, 0);
        String c = onnx.relu(onnx.add(onnx.conv(b, 8, 8, 3, 1, 1, 1, 1, 1), b));
        byte[] file = onnx.build(onnx.dense(c, 8 * 5 * 4, 3));
        CheckedModel model = CheckedModel.load(file, OnnxBuilder.card(20, 18, 3, 41, 2, "null"));
        for (long image = 1; image <= 3; image++) {
            Patch patch = image(image);
            double bound = new MaskingBound(model).of(patch);
            double[] plain = new FixedPointModel(model).logits(patch);
            double[] sums = new double[plain.length];
            double[] squares = new double[plain.length];
            for (long run = 0; run < RUNS; run++) {
                double[] masked = MaskedSimulation.logits(model, patch, RUNS * image + run);
                for (int i = 0; i < plain.length; i++) {
                    double moved = masked[i] - plain[i];
                    assertTrue(Math.abs(moved) <= bound, "moved " + moved + ", bound " + bound + ", image " + image);
                    sums[i] += moved;
                    squares[i] += moved * moved;
                }
            }
            double widest = 0;
            double farthest = 0;
            for (int i = 0; i < plain.length; i++) {
                double mean = sums[i] / RUNS;
                farthest = Math.max(farthest, Math.abs(mean));
                widest = Math.max(widest, Math.sqrt(squares[i] / RUNS - mean * mean));
            }
            System.out.printf("bound %.4f, shift %.4f, deviation %.5f%n", bound, farthest, widest);
            assertEquals(bound, farthest + 8 * widest, 0.35 * bound);
        }
    }

    /**
     * A card with evidence exchanges the dense layer and the average: logits stay, and the map's cells are, position by
     * position, the dense layer on the unpooled activation, which ONNX Runtime gives when the average is left out.
     */
    @Test
    void evidence_isTheDenseLayerAtEveryPosition() throws ModelException {
        OnnxBuilder whole = new OnnxBuilder(9, 1, 20, 18);
        OnnxBuilder map = new OnnxBuilder(9, 1, 20, 18);
        byte[] file = whole.build(whole.dense(whole.node("GlobalAveragePool", new String[] {features(whole)}), 6, 3));
        String conv = features(map);
        byte[] positions = map.build(
                map.node("Conv", new String[] {conv, map.floats(1 / Math.sqrt(6), 3, 6, 1, 1), map.floats(0.1, 3)}));
        String card = OnnxBuilder.card(20, 18, 3, 41, 2, "null").replace("\"modes\"", "\"evidence\":true,\"modes\"");
        CheckedModel model = CheckedModel.load(file, card);
        assertTrue(model.shape().hasEvidence());
        Patch patch = image(9);
        double[] logits = new FixedPointModel(model).logits(patch);
        float[] expected = OnnxRuntimeReference.logits(file, patch.values(), 20, 18);
        float[] cells = OnnxRuntimeReference.logits(positions, patch.values(), 20, 18);
        long[] sums = new FixedPointModel(model)
                .sums(new io.veilray.share.FixedPoint(10).encode(patch.values()))
                .getLast();
        assertEquals(3 * 10 * 9, sums.length);
        for (int i = 0; i < sums.length; i++) {
            assertEquals(cells[i], sums[i] * Math.pow(2, -24), 0.02);
        }
        for (int k = 0; k < 3; k++) {
            assertEquals(expected[k], logits[k], 0.02);
        }
        assertTrue(new MaskingBound(model).of(patch) < 0.05);
    }

    private static String features(OnnxBuilder o) {
        return o.relu(o.conv("x", 6, 1, 3, 2, 1, 1, 1, 1));
    }

    @Test
    void evidenceOfANetworkWithoutGlobalAverage_isRefused() {
        OnnxBuilder onnx = new OnnxBuilder(9, 1, 20, 18);
        byte[] file = onnx.build(onnx.dense(features(onnx), 6 * 10 * 9, 3));
        String card = OnnxBuilder.card(20, 18, 3, 41, 2, "null").replace("\"modes\"", "\"evidence\":true,\"modes\"");
        assertTrue(messageOf(file, card).contains("global average"));
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
            new Case("\"modes\":[\"masked\"]", "\"modes\":[\"quadratic\"]", "no squares"),
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
    void shippedModels_loadWithProvedRanges_butThoseOfSquares() throws Exception {
        for (CheckedModel model : ModelFolder.shipped()) {
            NetworkShape shape = model.shape();
            boolean squares = shape.mode() == NonlinearMode.QUADRATIC;
            assertEquals(squares, model.calibrated());
            assertEquals(!squares, model.ranges().stream().allMatch(range -> range.bits() <= shape.ringBits()));
        }
    }
}
