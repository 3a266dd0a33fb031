package io.veilray.trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trained classifier as plain numbers, batch norm folded in: one layer per stage, then the dense layer. Inputs lie in
 * [0, 1].
 */
record FrozenNetwork(Architecture architecture, List<Layer> layers) {
    private static final double LEAST_SHARE = 0.2;

    FrozenNetwork {
        layers = List.copyOf(layers);
    }

    /** The proved bound on the sums of each layer, worst over its outputs. */
    double[] bounds() {
        double[] bounds = new double[layers.size()];
        double[] most = ones(architecture.inputChannels());
        for (int i = 0; i < bounds.length; i++) {
            Layer.Range[] ranges = layers.get(i).ranges(most);
            bounds[i] = Arrays.stream(ranges)
                    .mapToDouble(Layer.Range::magnitude)
                    .max()
                    .orElseThrow();
            most = afterRelu(ranges);
        }
        return bounds;
    }

    /** The proved bound on the logits once the classes' common part is taken out. */
    double logitBound() {
        double[] bounds = balanced(1).bounds();
        return bounds[bounds.length - 1];
    }

    /**
     * The same function with every hidden channel's bound brought to {@code limit}: a channel is multiplied by a positive
     * factor and the next layer's weights on it are divided by that factor, which ReLU and max pooling let through. The
     * classes' common part, which no class decision nor softmax depends on, is taken out of the logits.
     */
    FrozenNetwork balanced(double limit) {
        List<Layer> balanced = new ArrayList<>();
        double[] inputFactor = ones(architecture.inputChannels());
        double[] most = ones(architecture.inputChannels());
        for (Layer layer : layers.subList(0, layers.size() - 1)) {
            Layer scaled = layer.scaled(inputFactor, ones(layer.outputs()));
            double[] factor = Arrays.stream(scaled.ranges(most))
                    .mapToDouble(range -> limit / Math.max(range.magnitude(), 1e-6))
                    .toArray();
            Layer done = scaled.scaled(ones(layer.inputs()), factor);
            balanced.add(done);
            most = afterRelu(done.ranges(most));
            inputFactor = Arrays.stream(factor).map(f -> 1 / f).toArray();
        }
        Layer dense = layers.getLast();
        balanced.add(centred(dense.scaled(inputFactor, ones(dense.outputs()))));
        return new FrozenNetwork(architecture, balanced);
    }

    /**
     * Of squares: the same function with the sums of every hidden channel, measured to reach {@code largest} in magnitude,
     * brought to {@code limit}. A channel is multiplied by a factor, its square so by the factor's square, and the next
     * layer's weights on it are divided by that. The factor of a channel that hardly moves is that of one which reaches a
     * share of its layer's most: it may move on other images.
     *
     * @param largest {@code [stage][channel]}
     */
    FrozenNetwork squaresWithin(double[][] largest, double limit) {
        List<Layer> scaled = new ArrayList<>();
        double[] inputFactor = ones(architecture.inputChannels());
        for (int i = 0; i < largest.length; i++) {
            double least = Arrays.stream(largest[i]).max().orElseThrow() * LEAST_SHARE;
            double[] factor = Arrays.stream(largest[i])
                    .map(most -> limit / Math.max(most, least))
                    .toArray();
            scaled.add(layers.get(i).scaled(inputFactor, factor));
            inputFactor = Arrays.stream(factor).map(f -> 1 / (f * f)).toArray();
        }
        Layer dense = layers.getLast();
        scaled.add(centred(dense.scaled(inputFactor, ones(dense.outputs()))));
        return new FrozenNetwork(architecture, scaled);
    }

    private static Layer centred(Layer dense) {
        float[][] weights = new float[dense.outputs()][dense.weights()[0].length];
        float[] bias = new float[dense.outputs()];
        float meanBias = mean(dense.bias());
        for (int o = 0; o < weights.length; o++) {
            bias[o] = dense.bias()[o] - meanBias;
        }
        for (int i = 0; i < weights[0].length; i++) {
            float[] column = column(dense.weights(), i);
            float mean = mean(column);
            for (int o = 0; o < weights.length; o++) {
                weights[o][i] = column[o] - mean;
            }
        }
        return new Layer(weights, bias, dense.area());
    }

    private static float[] column(float[][] rows, int index) {
        float[] column = new float[rows.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = rows[i][index];
        }
        return column;
    }

    private static float mean(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        return (float) (sum / values.length);
    }

    private static double[] afterRelu(Layer.Range[] ranges) {
        return Arrays.stream(ranges).mapToDouble(r -> Math.max(0, r.high())).toArray();
    }

    static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
