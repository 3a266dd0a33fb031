package io.veilray.trainer;

/**
 * Plain weights of a convolution or dense layer.
 *
 * @param weights {@code [out][in * area + position]}: row-major positions of the kernel, or of the flattened map
 * @param area positions per input channel
 */
record Layer(float[][] weights, float[] bias, int area) {

    /** From a kernel {@code [out][in * area + position]} in one row. */
    static Layer of(float[] kernel, float[] bias, int area) {
        float[][] rows = new float[bias.length][kernel.length / bias.length];
        for (int o = 0; o < rows.length; o++) {
            System.arraycopy(kernel, o * rows[o].length, rows[o], 0, rows[o].length);
        }
        return new Layer(rows, bias, area);
    }

    int outputs() {
        return weights.length;
    }

    int inputs() {
        return weights[0].length / area;
    }

    float[] flatWeights() {
        float[] flat = new float[outputs() * weights[0].length];
        for (int o = 0; o < outputs(); o++) {
            System.arraycopy(weights[o], 0, flat, o * weights[o].length, weights[o].length);
        }
        return flat;
    }

    /** The largest the sums of each output can be in magnitude, for inputs from 0 to {@code most} of each channel. */
    Range[] ranges(double[] most) {
        Range[] ranges = new Range[outputs()];
        for (int o = 0; o < outputs(); o++) {
            double low = bias[o];
            double high = bias[o];
            for (int i = 0; i < weights[o].length; i++) {
                double part = weights[o][i] * most[i / area];
                low += Math.min(0, part);
                high += Math.max(0, part);
            }
            ranges[o] = new Range(low, high);
        }
        return ranges;
    }

    /** Multiplies each output by {@code outputFactor} and each input's weights by {@code inputFactor}. */
    Layer scaled(double[] inputFactor, double[] outputFactor) {
        float[][] scaled = new float[outputs()][weights[0].length];
        float[] shifted = new float[outputs()];
        for (int o = 0; o < outputs(); o++) {
            shifted[o] = (float) (bias[o] * outputFactor[o]);
            for (int i = 0; i < scaled[o].length; i++) {
                scaled[o][i] = (float) (weights[o][i] * inputFactor[i / area] * outputFactor[o]);
            }
        }
        return new Layer(scaled, shifted, area);
    }

    /** Smallest and largest possible sum of one output. */
    record Range(double low, double high) {
        double magnitude() {
            return Math.max(Math.abs(low), Math.abs(high));
        }
    }
}
