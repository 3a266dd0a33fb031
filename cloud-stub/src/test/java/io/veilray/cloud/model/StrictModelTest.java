package io.veilray.cloud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.region.InputSpec;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sum that leaves the ring in strict mode is a wrong class that nobody notices: what loads must fit. */
class StrictModelTest {
    private static String card(int classes, int ringBits, String modes) {
        return card(classes, ringBits, modes, "null");
    }

    private static String card(int classes, int ringBits, String modes, String calibration) {
        return OnnxBuilder.card(20, 18, classes, ringBits, 2, calibration)
                .replace("\"modes\":[\"masked\"]", "\"modes\":" + modes);
    }

    private static byte[] pooled() {
        OnnxBuilder onnx = new OnnxBuilder(4, 1, 20, 18);
        String a = onnx.pool("MaxPool", onnx.relu(onnx.conv("x", 6, 1, 3, 1, 1, 1, 1, 1)), 2, 2, 0);
        return onnx.build(onnx.dense(a, 6 * 10 * 9, 3));
    }

    @Test
    void eachModeOfACard_isAModelOfItsOwn() throws ModelException {
        List<CheckedModel> models = CheckedModel.loadModes(pooled(), card(3, 41, "[\"masked\",\"strict\"]"));
        assertEquals(
                List.of("test-net", "test-net-strict"),
                models.stream().map(model -> model.info().id()).toList());
        assertEquals(
                List.of("A test", "A test, strict"),
                models.stream().map(model -> model.info().title()).toList());
        for (CheckedModel model : models) {
            assertEquals("test-net", model.info().baseId());
        }
        NetworkShape strict = models.get(1).shape();
        assertEquals(NonlinearMode.STRICT, strict.mode());
        assertEquals(0, strict.multiplierBits());
        assertSame(models.get(0).weights(0, 0), models.get(1).weights(0, 0), "weights are not shared");
        assertSame(
                NonlinearMode.MASKED,
                CheckedModel.load(pooled(), card(3, 41, "[\"masked\",\"strict\"]"))
                        .shape()
                        .mode());
    }

    @Test
    void firstModeOfACard_hasTheCardsId() throws ModelException {
        List<CheckedModel> models = CheckedModel.loadModes(pooled(), card(3, 41, "[\"strict\",\"masked\"]"));
        assertEquals(NonlinearMode.STRICT, models.getFirst().shape().mode());
        assertEquals("test-net", models.getFirst().info().id());
        assertEquals("A test", models.getFirst().info().title());
        assertEquals("test-net-masked", models.getLast().info().id());
        assertEquals("test-net", models.getLast().info().baseId());
    }

    /**
     * A convolution of one weight w = 0.75 after which ReLU, or a 2x2 maximum as well, stands; input up to 2^f, so sums up
     * to 0.75 * 2^24 (and 2 for roundings) and, for the carry of a truncation, 2^14: 24 bits and the sign. A maximum
     * takes one more.
     */
    @Test
    void maximum_takesOneBitMore() throws ModelException {
        for (boolean pools : new boolean[] {false, true}) {
            OnnxBuilder onnx = new OnnxBuilder(4, 1, 20, 18);
            String kernel = onnx.filled(0.75f, 1, 1, 1, 1);
            String a = onnx.relu(onnx.node("Conv", new String[] {"x", kernel}));
            a = pools ? onnx.pool("MaxPool", a, 2, 2, 0) : a;
            int side = pools ? 10 * 9 : 20 * 18;
            CheckedModel model = CheckedModel.load(onnx.build(onnx.dense(a, side, 2)), card(2, 41, "[\"strict\"]"));
            assertEquals(pools ? 26 : 25, model.ranges().getFirst().bits());
            assertEquals(0.75, model.ranges().getFirst().largest(), 1e-3);
        }
    }

    private static NetworkShape oneConvolution(String rules) throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(4, 1, 20, 18);
        String a = onnx.relu(onnx.node("Conv", new String[] {"x", onnx.filled(0.75f, 1, 1, 1, 1)}));
        String card = card(2, 41, "[\"strict\"]").replace("\"modes\"", "\"strict\":{" + rules + "},\"modes\"");
        return CheckedModel.load(onnx.build(onnx.dense(a, 20 * 18, 2)), card).shape();
    }

    /**
     * With g = 14, x below 2^24 has 25 bits as a number; as a sum it may be rounded to what |x| + 2^14 is by one-bit
     * truncation, |x| + 2^13 by faithful: each has 25 bits up to there and 26 from there on. Logits that lose t bits may be
     * rounded to what |x| + 2^t is, those that lose none are not rounded.
     */
    @Test
    void bitsThatSumsNeed_dependOnHowTheyAreRounded() throws ModelException {
        NetworkShape oneBit = oneConvolution("");
        assertEquals(25, SumRange.bits(oneBit, 0, 0x1p24 - 0x1p14 - 1));
        assertEquals(26, SumRange.bits(oneBit, 0, 0x1p24 - 0x1p14));
        NetworkShape faithful = oneConvolution("\"truncation\":\"faithful\"");
        assertEquals(25, SumRange.bits(faithful, 0, 0x1p24 - 0x1p13 - 1));
        assertEquals(26, SumRange.bits(faithful, 0, 0x1p24 - 0x1p13));
        assertEquals(25, SumRange.bits(oneBit, 1, 0x1p24 - 1));
        NetworkShape fewer = oneConvolution("\"logitBits\":4");
        assertEquals(25, SumRange.bits(fewer, 1, 0x1p24 - 0x1p20 - 1));
        assertEquals(26, SumRange.bits(fewer, 1, 0x1p24 - 0x1p20));
    }

    /** Logits that are compared differ by twice what one of them is at most; and places take bits in the comparison. */
    @Test
    void classAnswer_needsABitMore_andARefusalNamesTheBits() throws ModelException {
        NetworkShape told = oneConvolution("\"logitBits\":4");
        NetworkShape compared = oneConvolution("\"logitBits\":4,\"answer\":\"class\"");
        for (double largest : new double[] {0x1p24 - 0x1p20 - 1, 0x1p24 - 0x1p20}) {
            assertEquals(SumRange.bits(told, 1, largest) + 1, SumRange.bits(compared, 1, largest));
        }
        String message = assertThrows(ModelException.class, () -> oneConvolution("\"answer\":\"class\""))
                .getMessage();
        assertTrue(message.contains("compares logits of 41 bits with 1") && message.contains("42 in all"), message);
        OnnxBuilder onnx = new OnnxBuilder(4, 1, 20, 18);
        String a = onnx.relu(onnx.node("Conv", new String[] {"x", onnx.filled(0.75f, 1, 1, 1, 1)}));
        byte[] one = onnx.build(onnx.dense(a, 20 * 18, 1));
        String card = card(1, 37, "[\"strict\"]").replace("\"modes\"", "\"strict\":{\"answer\":\"class\"},\"modes\"");
        String alone = assertThrows(ModelException.class, () -> CheckedModel.load(one, card))
                .getMessage();
        assertTrue(alone.contains("network of one logit"), alone);
    }

    /** A card whose rules the mode does not have must say so when it is loaded, not run by others. */
    @Test
    void faithfulSquares_areRefused() {
        OnnxBuilder onnx = new OnnxBuilder(4, 1, 20, 18);
        String conv = onnx.conv("x", 2, 1, 3, 1, 1, 1, 1, 1);
        byte[] file = onnx.build(onnx.dense(onnx.node("Mul", new String[] {conv, conv}), 2 * 20 * 18, 2));
        String quadratic = card(2, 41, "[\"quadratic\"]");
        String card = quadratic.replace("\"modes\"", "\"quadratic\":{\"truncation\":\"faithful\"},\"modes\"");
        String message = assertThrows(ModelException.class, () -> CheckedModel.load(file, card))
                .getMessage();
        assertTrue(message.contains("faithful truncation in quadratic mode"), message);
    }

    /** 90 positions are added up before they are opened: the logits take the bits of 90 times what one position takes. */
    @Test
    void meanOfTheLastLayer_isCheckedAsItsSum() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(9, 1, 20, 18);
        String a = onnx.relu(onnx.conv("x", 6, 1, 3, 2, 1, 1, 1, 1));
        byte[] file = onnx.build(onnx.dense(onnx.node("GlobalAveragePool", new String[] {a}), 6, 3));
        CheckedModel model = CheckedModel.load(file, card(3, 41, "[\"strict\"]"));
        SumRange logits = model.ranges().getLast();
        int bits = SumRange.bits(Math.scalb(90 * logits.largest(), 24));
        assertEquals(bits, logits.bits());
        int fewer = bits - 1;
        String message = assertThrows(
                        ModelException.class, () -> CheckedModel.load(file, card(3, fewer, "[\"strict\"]")))
                .getMessage();
        assertTrue(message.contains(logits.layer()) && message.contains("allows " + fewer), message);
    }

    /** The average of an unpooled map belongs to the last layer, whether or not the card shows it as evidence. */
    @Test
    void networkThatEndsInAnAverage_averagesLogits() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(9, 1, 20, 18);
        String a = onnx.relu(onnx.conv("x", 6, 1, 3, 2, 1, 1, 1, 1));
        byte[] file = onnx.build(onnx.dense(onnx.node("GlobalAveragePool", new String[] {a}), 6, 3));
        List<CheckedModel> models = CheckedModel.loadModes(file, card(3, 41, "[\"masked\",\"strict\"]"));
        assertFalse(models.get(0).shape().hasEvidence());
        NetworkShape strict = models.get(1).shape();
        assertTrue(strict.layers().getLast().nonlinear().getFirst() instanceof Nonlinear.AveragePool);
        assertEquals(List.of(new Nonlinear.Relu()), strict.layers().getFirst().nonlinear());
    }

    /** In these rings all three shipped networks run with proof; of the two with a map of logits that takes 6 bits of 41. */
    @ParameterizedTest
    @CsvSource({"pneumonia-cxr-28, 32, 10, 14", "brain-mri-128, 41, 8, 14", "chest-cxr-256, 41, 9, 13"})
    void shippedNetworks_runInStrictModeWithProvedRanges(String id, int l, int f, int g) throws Exception {
        String folder = "/io/veilray/cloud/demo/models/" + id;
        byte[] onnx = bytes(folder + "/model.onnx");
        JsonObject card = JsonParser.parseString(new String(bytes(folder + "/card.json"), StandardCharsets.UTF_8))
                .getAsJsonObject();
        card.add("modes", JsonParser.parseString("[\"strict\"]"));
        card.add(
                "strict",
                JsonParser.parseString("{\"ringBits\":%d,\"activationBits\":%d,\"weightBits\":%d}".formatted(l, f, g)));
        CheckedModel model = CheckedModel.load(onnx, card.toString());
        assertFalse(model.calibrated());
        assertTrue(model.ranges().stream().allMatch(range -> range.bits() <= l));
        SplittableRandom random = new SplittableRandom(3);
        InputSpec input = model.info().input();
        float[] values = new float[input.heightPx() * input.widthPx()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 0.2f * random.nextFloat() + i % input.widthPx() * 0.8f / input.widthPx();
        }
        Patch patch = new Patch(
                1, input.heightPx(), input.widthPx(), values, new Region(0, 0, input.widthPx(), input.heightPx()));
        double bound = new StrictBound(model).of(patch);
        double[] plain = new FixedPointModel(model).logits(patch);
        double farthest = 0;
        for (int run = 0; run < 3; run++) {
            double[] strict = StrictSimulation.logits(model, patch, run);
            for (int k = 0; k < plain.length; k++) {
                farthest = Math.max(farthest, Math.abs(strict[k] - plain[k]));
            }
        }
        System.out.printf("%s: bound %.5f, farthest of 3 runs %.5f%n", id, bound, farthest);
        assertTrue(farthest <= bound, "farthest " + farthest + " of " + bound);
        assertTrue(bound < 1, "bound " + bound + " says nothing about logits of order one");
    }

    private static byte[] bytes(String resource) throws IOException {
        try (InputStream in = StrictModelTest.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }

    private static String refusal(OnnxBuilder onnx, String logits) {
        return assertThrows(
                        ModelException.class,
                        () -> CheckedModel.loadModes(onnx.build(logits), card(3, 41, "[\"masked\",\"strict\"]")))
                .getMessage();
    }

    @Test
    void averageBetweenLayers_isRefusedByLayer() {
        OnnxBuilder onnx = new OnnxBuilder(9, 1, 20, 18);
        String conv = onnx.conv("x", 6, 1, 3, 1, 1, 1, 1, 1);
        String a = onnx.pool("AveragePool", onnx.relu(conv), 2, 2, 0);
        String message = refusal(onnx, onnx.dense(a, 6 * 10 * 9, 3));
        assertTrue(message.contains("layer " + conv) && message.contains("averages"), message);
        assertTrue(message.contains("maximum pooling"), message);
    }

    @Test
    void layerWithoutRelu_isRefusedByLayer() {
        OnnxBuilder onnx = new OnnxBuilder(9, 1, 20, 18);
        String conv = onnx.conv("x", 6, 1, 3, 1, 1, 1, 1, 1);
        String message = refusal(onnx, onnx.dense(onnx.pool("MaxPool", conv, 2, 2, 0), 6 * 10 * 9, 3));
        assertTrue(message.contains("layer " + conv) && message.contains("without ReLU"), message);
    }

    @Test
    void severalRelus_areRefusedByLayer() {
        OnnxBuilder onnx = new OnnxBuilder(9, 1, 20, 18);
        String conv = onnx.conv("x", 6, 1, 3, 1, 1, 1, 1, 1);
        String a = onnx.relu(onnx.pool("MaxPool", onnx.relu(conv), 2, 2, 0));
        String message = refusal(onnx, onnx.dense(a, 6 * 10 * 9, 3));
        assertTrue(message.contains("layer " + conv) && message.contains("2 ReLUs"), message);
    }

    @Test
    void maximumBeforeOrAfterTheRelu_bothRun() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(9, 1, 20, 18);
        String a = onnx.relu(onnx.pool("MaxPool", onnx.conv("x", 6, 1, 3, 1, 1, 1, 1, 1), 2, 2, 0));
        byte[] file = onnx.build(onnx.dense(onnx.pool("MaxPool", a, 2, 2, 0), 6 * 5 * 4, 3));
        assertEquals(
                3,
                CheckedModel.load(file, card(3, 41, "[\"strict\"]"))
                        .shape()
                        .layers()
                        .getFirst()
                        .nonlinear()
                        .size());
    }
}
