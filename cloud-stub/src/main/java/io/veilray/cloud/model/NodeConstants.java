package io.veilray.cloud.model;

import io.veilray.protocol.TensorShape;
import java.util.Arrays;
import java.util.Map;

/** The constants that nodes read, checked against what the node needs so that a refusal can name both. */
record NodeConstants(Map<String, OnnxTensor> byName) {
    OnnxTensor of(OnnxNode node, int input) throws ModelException {
        OnnxTensor constant = byName.get(node.input(input));
        if (constant == null) {
            throw node.refusal("input " + input + " is not a constant", "weights must be stored in the file");
        }
        return constant;
    }

    float[] floats(OnnxNode node, int input, int wanted) throws ModelException {
        OnnxTensor constant = of(node, input);
        if (constant.floats() == null || constant.floats().length != wanted) {
            throw node.refusal(
                    "constant \"" + constant.name() + "\" does not hold " + wanted + " floats", "the file is damaged");
        }
        return constant.floats();
    }

    /** A constant that ONNX would spread over a value so that each channel gets one number; these. */
    float[] perChannel(OnnxNode node, int input, TensorShape shape, boolean flat) throws ModelException {
        OnnxTensor constant = of(node, input);
        int channels = shape.channels();
        int[] full = flat ? new int[] {1, shape.size()} : new int[] {1, channels, 1, 1};
        boolean vector = !flat || shape.size() == channels;
        if (vector && constant.floats() != null && constant.fills(full)) {
            return constant.floats();
        }
        if (constant.floats() != null && constant.floats().length == 1 && constant.dims().length <= full.length) {
            float[] same = new float[channels];
            Arrays.fill(same, constant.floats()[0]);
            return same;
        }
        throw node.refusal(
                "constant \"" + constant.name() + "\" of dimensions " + Arrays.toString(constant.dims()) + " on "
                        + (flat ? "a vector of " : "a tensor ") + (flat ? channels : shape),
                "must hold one float, or one for each channel as " + Arrays.toString(full));
    }
}
