package io.veilray.cloud.compute;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far strict mode's logits may be from the fixed-point network's, for any image.
 *
 * <p>Let every entry of the tensors that a layer reads be off by at most e units of 2^-f, and A be the largest sum of the
 * magnitudes of the integer weights of one output. Then its sums are off by at most A e, so that sum / 2^g is off by
 * A e / 2^g. Strict mode gives the floor of its own quotient or one more, less than 1 from it; the fixed-point network gives
 * the nearest integer to its own, at most 1/2 from it: together less than A e / 2^g + 3/2. ReLU and max keep that. The
 * last layer is not truncated.
 */
final class ProvedStrictBound {
    private ProvedStrictBound() {}

    static double of(NetworkShape shape, List<LayerWeights> weights) {
        List<Double> errors = new ArrayList<>(List.of(0.0));
        for (int i = 0; i < shape.rounds(); i++) {
            double sum = sumError(shape, i, weights.get(i), errors);
            errors.add(i == shape.rounds() - 1 ? sum : Math.floor(Math.scalb(sum, -shape.weightBits()) + 1.5));
        }
        return Math.scalb(errors.getLast(), -shape.activationBits() - shape.weightBits());
    }

    private static double sumError(NetworkShape shape, int index, LayerWeights weights, List<Double> errors) {
        LayerShape layer = shape.layers().get(index);
        double[] sums = new double[layer.linearOutput().channels()];
        for (int t = 0; t < layer.terms().size(); t++) {
            LinearTerm term = layer.terms().get(t);
            float[] kernel = weights.kernels().get(t);
            int each = kernel.length / sums.length;
            for (int i = 0; i < kernel.length; i++) {
                sums[i / each] += Math.abs(Math.round(Math.scalb((double) kernel[i], shape.weightBits())))
                        * errors.get(term.tensor());
            }
        }
        return Arrays.stream(sums).max().orElseThrow();
    }
}
