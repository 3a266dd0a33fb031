package io.veilray.cloud.model;

import java.util.Arrays;

/** Rearranges kernels {@code [out][channel][taps]}. */
final class Kernels {
    private Kernels() {}

    /** The weights on {@code count} channels from {@code first} on. */
    static float[] channels(float[] kernel, int outputs, int channels, int first, int count) {
        if (count == channels) {
            return kernel;
        }
        int taps = kernel.length / outputs / channels;
        float[] out = new float[outputs * count * taps];
        for (int o = 0; o < outputs; o++) {
            System.arraycopy(kernel, (o * channels + first) * taps, out, o * count * taps, count * taps);
        }
        return out;
    }

    /** A grouped kernel of those dimensions as a full one with zeros between the groups. */
    static float[] ungrouped(float[] kernel, int[] dims, int groups) {
        if (groups == 1) {
            return kernel;
        }
        int taps = dims[2] * dims[3];
        int channels = dims[1] * groups;
        float[] full = new float[dims[0] * channels * taps];
        for (int o = 0; o < dims[0]; o++) {
            int firstChannel = o / (dims[0] / groups) * dims[1];
            System.arraycopy(kernel, o * dims[1] * taps, full, (o * channels + firstChannel) * taps, dims[1] * taps);
        }
        return full;
    }

    /** One tap that copies {@code own} channels to the outputs from {@code first} on. */
    static float[] embedding(int outputs, int first, int own) {
        float[] kernel = new float[outputs * own];
        for (int c = 0; c < own; c++) {
            kernel[(first + c) * own + c] = 1;
        }
        return kernel;
    }

    /** The matrix product of {@code [out][mixed]} and {@code [mixed][rest]}, summed in doubles. */
    static float[] product(float[] left, int outputs, float[] right) {
        int mixed = left.length / outputs;
        int rest = right.length / mixed;
        float[] out = new float[outputs * rest];
        double[] row = new double[rest];
        for (int o = 0; o < outputs; o++) {
            Arrays.fill(row, 0);
            for (int m = 0; m < mixed; m++) {
                for (int i = 0; i < rest; i++) {
                    row[i] += (double) left[o * mixed + m] * right[m * rest + i];
                }
            }
            for (int i = 0; i < rest; i++) {
                out[o * rest + i] = (float) row[i];
            }
        }
        return out;
    }
}
