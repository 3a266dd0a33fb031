package io.veilray.cloud.model;

import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Model files and cards that somebody else wrote. A file may ask for identities, groups and fused layers of at most 2^24
 * weights that it does not hold itself, and kernels of floats are folded a few times: so much is allowed to any file.
 */
class OnnxFuzzTest extends FuzzTest {
    private static final int SIDE = 8;
    private static final String MASKED = OnnxBuilder.card(SIDE, SIDE, 2, 41, 2, "null");
    private static final List<String> CARDS = List.of(
            MASKED,
            MASKED.replace("[\"masked\"]", "[\"strict\"]").replace("\"multiplierBits\":2", "\"multiplierBits\":0"),
            MASKED.replace("[\"masked\"]", "[\"quadratic\"]"),
            MASKED.replace("\"modes\"", "\"evidence\":true,\"modes\""));

    @Override
    protected Map<String, List<byte[]>> seeds() {
        List<byte[]> files = List.of(plain(), residual(), joined(), squares());
        return Map.of(
                "graph", files,
                "model", files.stream().map(OnnxFuzzTest::withCard).toList(),
                "card",
                        CARDS.stream()
                                .map(card -> card.getBytes(StandardCharsets.UTF_8))
                                .toList());
    }

    private static byte[] withCard(byte[] file) {
        byte[] out = new byte[file.length + 1];
        System.arraycopy(file, 0, out, 1, file.length);
        return out;
    }

    private static byte[] plain() {
        OnnxBuilder o = new OnnxBuilder(1, 1, SIDE, SIDE);
        String a = o.relu(o.batchNorm(o.conv("x", 2, 1, 3, 1, 1, 1, 1, 1), 2));
        return o.build(o.dense(o.node("GlobalAveragePool", new String[] {a}), 2, 2));
    }

    private static byte[] residual() {
        OnnxBuilder o = new OnnxBuilder(2, 1, SIDE, SIDE);
        String a = o.relu(o.conv("x", 2, 1, 3, 2, 1, 1, 1, 1));
        String b = o.pool("MaxPool", o.relu(o.add(o.conv(a, 2, 2, 1, 1, 0, 0, 0, 0), a)), 2, 2, 0);
        return o.build(o.dense(b, 8, 2));
    }

    private static byte[] joined() {
        OnnxBuilder o = new OnnxBuilder(3, 1, SIDE, SIDE);
        String a = o.relu(o.conv("x", 1, 1, 1, 1, 0, 0, 0, 0));
        String b = o.relu(o.conv("x", 1, 1, 3, 1, 1, 1, 1, 1));
        String both = o.node("Concat", new String[] {a, b}, OnnxBuilder.integer("axis", 1));
        return o.build(o.dense(o.pool("AveragePool", both, 8, 8, 0), 2, 2));
    }

    private static byte[] squares() {
        OnnxBuilder o = new OnnxBuilder(4, 1, SIDE, SIDE);
        String a = o.conv("x", 1, 1, 3, 4, 1, 1, 1, 1);
        return o.build(o.dense(o.node("Mul", new String[] {a, a}), 4, 2));
    }

    @Fuzz(
            most = 1024,
            kilobytes = 256 << 10,
            perByte = 4096,
            refusals = {ModelException.class, IllegalArgumentException.class})
    static void graph(byte[] input) throws ModelException {
        GraphLowering.layers(OnnxGraph.read(input));
    }

    /** The first byte chooses one of four cards. */
    @Fuzz(
            most = 1024,
            kilobytes = 256 << 10,
            perByte = 4096,
            refusals = {ModelException.class, IllegalArgumentException.class})
    static void model(byte[] input) throws ModelException {
        if (input.length == 0) {
            throw new IllegalArgumentException("too short");
        }
        byte[] file = Arrays.copyOfRange(input, 1, input.length);
        CheckedModel.loadModes(file, CARDS.get((input[0] & 0xff) % CARDS.size()));
    }

    @Fuzz(most = 2048, kilobytes = 256, perByte = 1024, refusals = ModelException.class)
    static void card(byte[] input) throws ModelException {
        ModelCard.parse(new String(input, StandardCharsets.UTF_8));
    }
}
