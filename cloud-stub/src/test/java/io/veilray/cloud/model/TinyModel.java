package io.veilray.cloud.model;

import java.util.ArrayList;
import java.util.List;

/** The smallest network that has every kind of message: one convolution, one nonlinear layer, one dense layer; in every mode. */
public final class TinyModel {
    public static final int SIDE = 6;
    public static final String MASKED = "tiny";
    public static final String STRICT = "tiny-strict";
    public static final String QUADRATIC = "tiny-squares";

    private static final int CLASSES = 3;

    private TinyModel() {}

    /** Masked, strict and quadratic. */
    public static List<CheckedModel> all() throws ModelException {
        List<CheckedModel> all =
                new ArrayList<>(CheckedModel.loadModes(network("Relu"), card(MASKED, 37, "[\"masked\",\"strict\"]")));
        all.addAll(CheckedModel.loadModes(network("Mul"), card(QUADRATIC, 41, "[\"quadratic\"]")));
        return all;
    }

    private static byte[] network(String nonlinear) {
        OnnxBuilder onnx = new OnnxBuilder(11, 1, SIDE, SIDE);
        String sums = onnx.conv("x", 2, 1, 3, 2, 1, 1, 1, 1);
        String[] inputs = nonlinear.equals("Mul") ? new String[] {sums, sums} : new String[] {sums};
        return onnx.build(onnx.dense(onnx.node(nonlinear, inputs), 2 * 3 * 3, CLASSES));
    }

    private static String card(String id, int ringBits, String modes) {
        return OnnxBuilder.card(SIDE, SIDE, CLASSES, ringBits, 0, "null")
                .replace("test-net", id)
                .replace("[\"masked\"]", modes);
    }
}
