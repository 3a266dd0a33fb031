package io.veilray.cloud.model;

/** A small network of squares, average pools and a shortcut, as its files would be read. */
public final class SquareModel {
    public static final int HEIGHT = 12;
    public static final int WIDTH = 10;

    private SquareModel() {}

    public static CheckedModel load() throws ModelException {
        OnnxBuilder onnx = new OnnxBuilder(3, 1, HEIGHT, WIDTH);
        String a = square(onnx, onnx.pool("AveragePool", onnx.conv("x", 4, 1, 3, 1, 1, 1, 1, 1), 2, 2, 0));
        String b = square(onnx, onnx.add(onnx.conv(a, 4, 4, 3, 1, 1, 1, 1, 1), a));
        String card = OnnxBuilder.card(HEIGHT, WIDTH, 3, 41, 2, "null").replace("[\"masked\"]", "[\"quadratic\"]");
        return CheckedModel.load(onnx.build(onnx.dense(b, 4 * 6 * 5, 3)), card);
    }

    private static String square(OnnxBuilder onnx, String value) {
        return onnx.node("Mul", new String[] {value, value});
    }
}
