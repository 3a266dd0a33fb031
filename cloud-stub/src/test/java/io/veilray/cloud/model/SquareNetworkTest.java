package io.veilray.cloud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Networks of squares and average pooling. A square grows errors and ranges where ReLU keeps them, so they are held to ONNX
 * Runtime, to real arithmetic and to their proved ranges like all others.
 */
class SquareNetworkTest {
    private static final int HEIGHT = 13;
    private static final int WIDTH = 11;
    private static final int NETWORKS = 200;
    /** Few, so that the ranges of most random networks are proved to fit. */
    private static final int ACTIVATION_BITS = 8;

    private static final int WEIGHT_BITS = 10;

    private static Patch image(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextFloat();
        }
        return new Patch(1, HEIGHT, WIDTH, values, new Region(0, 0, WIDTH, HEIGHT));
    }

    private static String card(int classes, int ringBits, String calibration) {
        return OnnxBuilder.card(HEIGHT, WIDTH, classes, ringBits, 0, calibration)
                .replace("\"masked\"", "\"quadratic\"")
                .replace("\"activationBits\":10", "\"activationBits\":" + ACTIVATION_BITS)
                .replace("\"weightBits\":14", "\"weightBits\":" + WEIGHT_BITS);
    }

    private static CheckedModel model(byte[] onnx, int classes) throws ModelException {
        return CheckedModel.load(onnx, card(classes, 41, "null"));
    }

    private static String square(OnnxBuilder onnx, String value) {
        return onnx.node("Mul", new String[] {value, value});
    }

    private static String power(OnnxBuilder onnx, String value) {
        return onnx.node("Pow", new String[] {value, onnx.integers(2)});
    }

    private interface Network {
        String build(OnnxBuilder onnx);
    }

    /** One or two convolutions of random window, with or without average pooling, batch norm, a shortcut, a mean. */
    private static byte[] random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        OnnxBuilder onnx = new OnnxBuilder(seed, 1, HEIGHT, WIDTH);
        String last = "x";
        int channels = 1;
        int height = HEIGHT;
        int width = WIDTH;
        int convolutions = random.nextInt(1, 3);
        for (int i = 0; i < convolutions; i++) {
            int out = random.nextInt(1, 5);
            int kernel = random.nextInt(1, 4);
            int pad = kernel / 2;
            String sum = onnx.conv(last, out, channels, kernel, 1, pad, pad, pad, pad);
            height += 2 * pad - kernel + 1;
            width += 2 * pad - kernel + 1;
            sum = random.nextInt(3) == 0 ? onnx.batchNorm(sum, out) : sum;
            if (random.nextInt(3) == 0) {
                sum = onnx.add(sum, onnx.conv(last, out, channels, kernel, 1, pad, pad, pad, pad));
            }
            if (random.nextBoolean()) {
                sum = onnx.pool("AveragePool", sum, 2, 2, 0);
                height /= 2;
                width /= 2;
            }
            last = random.nextBoolean() ? square(onnx, sum) : power(onnx, sum);
            channels = out;
        }
        if (random.nextInt(3) == 0) {
            last = onnx.node("GlobalAveragePool", new String[] {last});
            height = 1;
            width = 1;
        }
        return onnx.build(onnx.dense(last, channels * height * width, 3));
    }

    @Test
    void import_agreesWithOnnxRuntimeAndFixedPointWithinItsRounding() throws ModelException {
        for (long seed = 1; seed <= NETWORKS; seed++) {
            byte[] onnx = random(seed);
            CheckedModel model = model(onnx, 3);
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
    void sumsAndSquares_stayWithinTheProvedRange() throws ModelException {
        for (long seed = 1; seed <= NETWORKS; seed++) {
            CheckedModel model = model(random(seed), 3);
            NetworkShape shape = model.shape();
            long[] input = new io.veilray.share.FixedPoint(shape.activationBits())
                    .encode(image(seed).values());
            List<long[]> sums = new FixedPointModel(model).sums(input);
            for (int i = 0; i < sums.size(); i++) {
                long largest = Arrays.stream(sums.get(i)).map(Math::abs).max().orElseThrow();
                long activation = (largest >> shape.weightBits()) + 1;
                boolean squares = shape.layers().get(i).squares();
                long most = squares
                        ? Math.max(2 * largest, (activation * activation >> shape.activationBits()) + 1)
                        : largest;
                long limit = 1L << model.ranges().get(i).bits() - 1;
                assertTrue(most < limit, "layer " + i + " reaches " + most + " of " + limit + ", seed " + seed);
            }
        }
    }

    /**
     * 3x3 with padding 1, then the mean of 2x2 windows: a 4x4 kernel of stride 2 and padding 1, so that 6x5 sums are squared
     * and not 13x11. The last row and column of the odd map belong to no window.
     */
    @Test
    void averagePoolBeforeASquare_becomesPartOfTheConvolution() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(1, 1, HEIGHT, WIDTH);
        String pooled = onnx.pool("AveragePool", onnx.conv("x", 4, 1, 3, 1, 1, 1, 1, 1), 2, 2, 0);
        NetworkShape shape = model(onnx.build(onnx.dense(square(onnx, pooled), 4 * 6 * 5, 2)), 2)
                .shape();
        assertEquals(2, shape.rounds());
        assertEquals(
                List.of(new LinearTerm(0, 4, 4, 2, 1, 1)),
                shape.layers().getFirst().terms());
        assertEquals(new TensorShape(4, 6, 5), shape.layers().getFirst().linearOutput());
        assertEquals(List.of(new Nonlinear.Square()), shape.layers().getFirst().nonlinear());
    }

    /** The global average after a square is left to the logits, whose map the mean is taken of. */
    @Test
    void globalAverageAfterASquare_isTakenOfTheLogits() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(2, 1, HEIGHT, WIDTH);
        String squares = square(onnx, onnx.conv("x", 5, 1, 3, 1, 1, 1, 1, 1));
        String mean = onnx.node("GlobalAveragePool", new String[] {squares});
        NetworkShape shape = model(onnx.build(onnx.dense(mean, 5, 3)), 3).shape();
        assertEquals(2, shape.rounds());
        LayerShape logits = shape.layers().getLast();
        assertEquals(List.of(new LinearTerm(1, 1, 1, 1, 0, 0)), logits.terms());
        assertEquals(new TensorShape(3, HEIGHT, WIDTH), logits.linearOutput());
        assertEquals(
                List.of(new Nonlinear.AveragePool(PoolWindow.global(logits.linearOutput()), false)),
                logits.nonlinear());
        assertFalse(shape.hasEvidence(), "the client learns the mean alone");
    }

    /** A value read elsewhere too, a square of a square, of the image, of a vector, and what follows a square. */
    @Test
    void squaresAnywhere_computeWhatOnnxRuntimeDoes() throws ModelException {
        Network[] networks = {
            o -> {
                String a = square(o, o.conv("x", 3, 1, 3, 1, 1, 1, 1, 1));
                return o.dense(square(o, o.add(square(o, a), a)), 3 * HEIGHT * WIDTH, 2);
            },
            o -> o.dense(power(o, square(o, o.conv("x", 2, 1, 3, 1, 1, 1, 1, 1))), 2 * HEIGHT * WIDTH, 2),
            o -> o.dense(square(o, "x"), HEIGHT * WIDTH, 2),
            o -> {
                String hidden = square(o, o.dense("x", HEIGHT * WIDTH, 5));
                return o.node("Gemm", new String[] {hidden, o.floats(1, 5, 2), o.floats(1, 2)});
            },
            o -> o.node("Flatten", new String[] {
                o.node("GlobalAveragePool", new String[] {square(o, o.conv("x", 2, 1, 3, 1, 1, 1, 1, 1))})
            }),
        };
        for (Network network : networks) {
            OnnxBuilder onnx = new OnnxBuilder(3, 1, HEIGHT, WIDTH);
            byte[] file = onnx.build(network.build(onnx));
            Patch patch = image(7);
            CheckedModel model = model(file, 2);
            float[] expected = OnnxRuntimeReference.logits(file, patch.values(), HEIGHT, WIDTH);
            double[] real = new FloatModel(model).logits(patch);
            double[] fixed = new FixedPointModel(model).logits(patch);
            double rounding = RoundingBound.of(model, patch);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], real[i], 1e-4);
                assertEquals(expected[i], fixed[i], rounding + 1e-4);
            }
        }
    }

    @Test
    void productsAndPowersThatAreNoSquare_areRefusedByName() {
        Network[] networks = {
            o -> o.node("Mul", new String[] {"x", o.relu("x")}),
            o -> o.node("Mul", new String[] {"x", o.floats(1, 1)}),
            o -> o.node("Pow", new String[] {"x", o.integers(3)}),
            o -> o.node("Pow", new String[] {"x", o.floats(1, 1)}),
            o -> o.node("Pow", new String[] {"x", o.integers(2, 2)}),
            o -> o.node("Pow", new String[] {"x", "x"}),
        };
        for (Network network : networks) {
            OnnxBuilder onnx = new OnnxBuilder(4, 1, HEIGHT, WIDTH);
            byte[] file = onnx.build(onnx.dense(network.build(onnx), HEIGHT * WIDTH, 2));
            String message =
                    assertThrows(ModelException.class, () -> model(file, 2)).getMessage();
            assertTrue(
                    message.contains("node \"") && message.contains("square") || message.contains("constant"), message);
        }
    }

    @Test
    void comparisonsAndMaskedCards_areRefusedWithAWayOut() {
        OnnxBuilder relu = new OnnxBuilder(5, 1, HEIGHT, WIDTH);
        byte[] comparing = relu.build(relu.dense(relu.relu("x"), HEIGHT * WIDTH, 2));
        String message =
                assertThrows(ModelException.class, () -> model(comparing, 2)).getMessage();
        assertTrue(message.contains("has no squares"), message);
        OnnxBuilder onnx = new OnnxBuilder(5, 1, HEIGHT, WIDTH);
        byte[] squaring = onnx.build(onnx.dense(square(onnx, "x"), HEIGHT * WIDTH, 2));
        for (String modes : new String[] {"\"masked\"", "\"strict\"", "\"quadratic\",\"strict\""}) {
            String card = card(2, 41, "null").replace("\"quadratic\"", modes);
            String refused = assertThrows(ModelException.class, () -> CheckedModel.loadModes(squaring, card))
                    .getMessage();
            assertTrue(refused.contains("quadratic mode only") && refused.contains("layer "), refused);
        }
    }

    /** Sums that are read without a square would have to be brought back from 2^k to 2^l. */
    @Test
    void tensorWithoutASquare_isRefusedByLayer() {
        Network[] networks = {
            o -> {
                String a = o.conv("x", 3, 1, 3, 1, 1, 1, 1, 1);
                return o.dense(o.add(square(o, a), a), 3 * HEIGHT * WIDTH, 2);
            },
            o -> {
                String squares = square(o, o.conv("x", 2, 1, 3, 1, 1, 1, 1, 1));
                return o.dense(o.conv(squares, 2, 2, 3, 1, 1, 1, 1, 1), 2 * HEIGHT * WIDTH, 2);
            },
            o -> {
                String pooled = o.pool("AveragePool", square(o, o.conv("x", 2, 1, 3, 1, 1, 1, 1, 1)), 2, 2, 0);
                return o.dense(square(o, o.conv(pooled, 2, 2, 3, 1, 1, 1, 1, 1)), 2 * 6 * 5, 2);
            },
        };
        for (Network network : networks) {
            OnnxBuilder onnx = new OnnxBuilder(5, 1, HEIGHT, WIDTH);
            byte[] file = onnx.build(network.build(onnx));
            String message =
                    assertThrows(ModelException.class, () -> model(file, 2)).getMessage();
            assertTrue(message.contains("layer ") && message.contains("without a square"), message);
        }
    }

    @Test
    void reluBesideASquare_isRefusedByLayer() {
        OnnxBuilder onnx = new OnnxBuilder(5, 1, HEIGHT, WIDTH);
        String both =
                onnx.dense(square(onnx, onnx.relu(onnx.conv("x", 2, 1, 3, 1, 1, 1, 1, 1))), 2 * HEIGHT * WIDTH, 2);
        byte[] file = onnx.build(both);
        String message =
                assertThrows(ModelException.class, () -> model(file, 2)).getMessage();
        assertTrue(message.contains("more than square") && message.contains("layer conv"), message);
    }

    /** Fewer fractional bits than the card has otherwise, in the mode's own object; no multipliers, and the card's own id. */
    @Test
    void cardOfQuadraticMode_mayHaveArithmeticOfItsOwn() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(5, 1, HEIGHT, WIDTH);
        byte[] file = onnx.build(onnx.dense(square(onnx, "x"), HEIGHT * WIDTH, 2));
        String card = OnnxBuilder.card(HEIGHT, WIDTH, 2, 41, 3, "null")
                .replace("\"masked\"", "\"quadratic\"")
                .replace("\"modes\"", "\"quadratic\":{\"ringBits\":37,\"weightBits\":9},\"modes\"");
        CheckedModel model = CheckedModel.loadModes(file, card).getFirst();
        NetworkShape shape = model.shape();
        assertEquals("test-net", model.info().id());
        assertEquals(NonlinearMode.QUADRATIC, shape.mode());
        assertEquals(
                List.of(37, 10, 9, 0),
                List.of(shape.ringBits(), shape.activationBits(), shape.weightBits(), shape.multiplierBits()));
    }

    /**
     * One weight w on pixels in [0, 1], f = 8. With g = 10 and w = 0.7 sums and the carry stay below 0.71 * 2^18 + 2^10 &lt;
     * 2^18, which takes 19 bits with the sign and one more for a square. With g = 4 and w = 100 sums lie between 2^18 and
     * 2^19, which takes 20 and one more; the square, 10^4 * 2^8, lies between 2^21 and 2^22 and takes 23: it decides.
     */
    @Test
    void rangeOfALayerThatSquares_coversTheSquare() throws ModelException {
        assertEquals(20, oneWeight(0.7f, 10).ranges().getFirst().bits());
        assertEquals(23, oneWeight(100, 4).ranges().getFirst().bits());
    }

    private static CheckedModel oneWeight(float weight, int weightBits) throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(6, 1, HEIGHT, WIDTH);
        String sum = onnx.node("Conv", new String[] {"x", onnx.filled(weight, 1, 1, 1, 1)});
        byte[] file = onnx.build(onnx.dense(square(onnx, sum), HEIGHT * WIDTH, 2));
        String card = card(2, 41, "null").replace("\"weightBits\":10", "\"weightBits\":" + weightBits);
        return CheckedModel.load(file, card);
    }

    /**
     * Weight 12 on a ring of 22 bits needs a calibration, of 4 bits of margin. Measured 0.3: the sum may reach 4.8 * 2^18,
     * and with the bit for the square 9.6 * 2^18 does not fit below 2^21 = 8 * 2^18. Measured 0.2: 6.4 * 2^18 does.
     */
    @Test
    void calibrationOfALayerThatSquares_leavesMarginForTheSquare() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(6, 1, HEIGHT, WIDTH);
        String sum = onnx.node("Conv", new String[] {"x", onnx.filled(12, 1, 1, 1, 1)});
        byte[] file = onnx.build(onnx.dense(square(onnx, sum), HEIGHT * WIDTH, 2));
        String calibration = "{\"images\":9,\"source\":\"s\",\"largest\":{\"conv1\":%s,\"gemm6\":0.001}}";
        String refused = assertThrows(
                        ModelException.class, () -> CheckedModel.load(file, card(2, 22, calibration.formatted("0.3"))))
                .getMessage();
        assertTrue(refused.contains("margin"), refused);
        assertFalse(CheckedModel.load(file, card(2, 22, calibration.formatted("0.2")))
                .ranges()
                .isEmpty());
    }
}
