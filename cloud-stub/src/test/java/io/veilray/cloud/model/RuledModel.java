package io.veilray.cloud.model;

import java.util.SplittableRandom;

/** Small random networks that strict mode can run, under rules of their own. */
public final class RuledModel {
    public static final int HEIGHT = 12;
    public static final int WIDTH = 10;

    private RuledModel() {}

    /**
     * Overlapping, padded and odd pools before or after ReLU, a shortcut, logits of a dense layer.
     *
     * @param id of the card
     * @param rules fields of the card's object "strict"
     */
    public static CheckedModel load(String id, long seed, String rules) throws ModelException {
        SplittableRandom random = new SplittableRandom(seed);
        OnnxBuilder onnx = new OnnxBuilder(seed, 1, HEIGHT, WIDTH);
        int channels = random.nextInt(2, 6);
        String conv = onnx.conv("x", channels, 1, 3, 1, 1, 1, 1, 1);
        int side = random.nextInt(2, 4);
        int pad = side - 2;
        String a = random.nextBoolean()
                ? onnx.relu(onnx.pool("MaxPool", conv, side, 2, pad))
                : onnx.pool("MaxPool", onnx.relu(conv), side, 2, pad);
        String b = onnx.conv(a, channels, channels, 3, 1, 1, 1, 1, 1);
        String c = onnx.relu(random.nextBoolean() ? onnx.add(b, a) : b);
        byte[] file = onnx.build(onnx.dense(c, channels * HEIGHT / 2 * (WIDTH / 2), 3));
        return CheckedModel.load(file, card(id, rules));
    }

    static String card(String id, String rules) {
        return OnnxBuilder.card(HEIGHT, WIDTH, 3, 41, 0, "null")
                .replace("test-net", id)
                .replace("\"modes\":[\"masked\"]", "\"strict\":{" + rules + "},\"modes\":[\"strict\"]");
    }
}
