package io.veilray.cloud.model;

import java.util.Set;

/** A BatchNormalization node as what it does to a channel: y = scale x + shift. */
record BatchNorm(float[] scale, float[] shift) {
    static BatchNorm of(OnnxNode node, NodeConstants constants, int channels) throws ModelException {
        node.requireOnly(Set.of("epsilon", "momentum", "training_mode"));
        if (node.integer("training_mode", 0) != 0) {
            throw node.refusal("training_mode is set", "export the model in evaluation mode");
        }
        float[] gamma = constants.floats(node, 1, channels);
        float[] beta = constants.floats(node, 2, channels);
        float[] mean = constants.floats(node, 3, channels);
        float[] variance = constants.floats(node, 4, channels);
        BatchNorm out = new BatchNorm(new float[channels], new float[channels]);
        for (int c = 0; c < channels; c++) {
            double factor = gamma[c] / Math.sqrt(variance[c] + (double) node.number("epsilon", 1e-5f));
            if (!Double.isFinite(factor)) {
                throw node.refusal("channel " + c + " has variance " + variance[c], "it must not be negative");
            }
            out.scale[c] = (float) factor;
            out.shift[c] = (float) (beta[c] - mean[c] * factor);
        }
        return out;
    }
}
