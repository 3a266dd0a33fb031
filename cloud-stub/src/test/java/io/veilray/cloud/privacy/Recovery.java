package io.veilray.cloud.privacy;

import io.veilray.cloud.model.CheckedModel;
import io.veilray.protocol.NetworkShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an attack has got of a layer, beside the truth. Channels may be permuted and scaled by positive numbers, which
 * changes nothing of what a network computes: each recovered filter is paired with a true one, best pairs first, and the
 * scales found in one layer are taken out of the next.
 *
 * @param cosines of each filter's weights, without bias, ascending
 * @param errors least distance of a multiple of the recovered filter over the true one's length, ascending
 */
record Recovery(double[] cosines, double[] errors) {
    double median() {
        return cosines[cosines.length / 2];
    }

    double worst() {
        return cosines[0];
    }

    double medianError() {
        return errors[errors.length / 2];
    }

    double worstError() {
        return errors[errors.length - 1];
    }

    /** Which part of the filters has a cosine above that. */
    double above(double cosine) {
        return (double) Arrays.stream(cosines).filter(each -> each > cosine).count() / cosines.length;
    }

    /** The first layers of an attack. */
    static List<Recovery> of(CheckedModel model, List<LayerFit> fits, int layers) {
        NetworkShape shape = model.shape();
        List<Recovery> out = new ArrayList<>();
        int[] channel = {0};
        double[] scale = {1};
        for (int layer = 0; layer < layers; layer++) {
            double[][] truth = filters(model, layer, channel, scale);
            double[][] found = withoutBias(fits.get(layer).weights());
            int count = truth.length;
            double[] cosines = new double[count];
            double[] errors = new double[count];
            channel = new int[count];
            scale = new double[count];
            boolean last = layer == shape.rounds() - 1;
            for (int[] pair : Vectors.pairs(found, truth)) {
                int of = last ? pair[0] : pair[1];
                cosines[pair[0]] = Vectors.cosine(found[pair[0]], truth[of]);
                errors[pair[0]] = Vectors.relativeError(found[pair[0]], truth[of]);
                channel[pair[0]] = of;
                scale[pair[0]] =
                        Math.sqrt(Vectors.dot(found[pair[0]], found[pair[0]]) / Vectors.dot(truth[of], truth[of]));
            }
            Arrays.sort(cosines);
            Arrays.sort(errors);
            out.add(new Recovery(cosines, errors));
        }
        return out;
    }

    private static double[][] withoutBias(double[][] weights) {
        return Arrays.stream(weights)
                .map(row -> Arrays.copyOf(row, row.length - 1))
                .toArray(double[][]::new);
    }

    /** True filters with the inputs in the attacker's order and scale. */
    private static double[][] filters(CheckedModel model, int layer, int[] channel, double[] scale) {
        float[] kernel = model.weights(layer, 0);
        int outputs = model.bias(layer).length;
        int taps = kernel.length / outputs / channel.length;
        double[][] out = new double[outputs][channel.length * taps];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < out[o].length; i++) {
                int c = i / taps;
                out[o][i] = kernel[(o * channel.length + channel[c]) * taps + i % taps] / scale[c];
            }
        }
        return out;
    }

    /** What guessing gives: filters of Gaussian numbers against the true ones of the first layer. */
    static Recovery byGuessing(CheckedModel model, long seed) {
        double[][] truth = filters(model, 0, new int[] {0}, new double[] {1});
        java.util.Random gauss = new java.util.Random(seed);
        double[][] guesses = Arrays.stream(truth)
                .map(row ->
                        Arrays.stream(row).map(unused -> gauss.nextGaussian()).toArray())
                .toArray(double[][]::new);
        return compared(guesses, truth);
    }

    private static Recovery compared(double[][] found, double[][] truth) {
        List<int[]> pairs = Vectors.pairs(found, truth);
        double[] cosines = pairs.stream()
                .mapToDouble(pair -> Vectors.cosine(found[pair[0]], truth[pair[1]]))
                .sorted()
                .toArray();
        double[] errors = pairs.stream()
                .mapToDouble(pair -> Vectors.relativeError(found[pair[0]], truth[pair[1]]))
                .sorted()
                .toArray();
        return new Recovery(cosines, errors);
    }
}
