package io.veilray.cloud.model;

import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.TensorShape;
import io.veilray.region.Patch;
import io.veilray.share.FixedPoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * How far masked mode may move a logit of one patch from {@link FixedPointModel}'s.
 *
 * <p>A masked run differs from the fixed-point one by roundings, seen after division by the multipliers: of each weight,
 * (round(x) - x) mu_in/mu_out with x = 2^g W mu_out/mu_in, where the fixed-point model has round(2^g W) - 2^g W; of each
 * activation, 1/mu times that of a masked one, where the fixed-point model has its own; of bias and noise, below 2 units
 * of the sum. To first order a logit moves by the sum of them, each times the derivative of the logit with respect to it
 * (back-propagation through this patch's own activations). What is the fixed-point model's is known and makes a
 * <i>shift</i>. What is the masked run's is a rounding error of a number that a fresh random multiplier spreads over many
 * units: uniform, of mean 0, uncorrelated (Widrow and Kollár, "Quantization Noise", 2008, chapter 5), with variance
 *
 * <ul>
 *   <li>1/12 E[mu_in^2] E[mu_out^-2] for a weight, where for multipliers log-uniform in [1, 2^B) and L = 2 B ln 2,
 *       E[mu^2] = (2^2B - 1) / L and E[mu^-2] = (1 - 2^-2B) / L, and both are 1 where mu = 1;
 *   <li>1/12 E[mu^-2] for an activation;
 *   <li>1/12 for each of the two roundings of a bias, which all positions of a channel share, and of a mean; at most 1/3
 *       for the noise of a sum.
 * </ul>
 *
 * Roundings under one multiplier are uncorrelated only where the numbers differ: the equal weights of a fused average
 * pool, or the equal entries of a plain background, round by the same amount and are added before they are squared.
 *
 * <p>The bound is |shift| plus eight standard deviations: for a sum of thousands of bounded terms that is never seen. It
 * leaves out second order: a ReLU or a maximum that decides otherwise moves a logit by no more than the error that made
 * it do so. Interval arithmetic in place of derivatives would be a proof, and is useless: it adds magnitudes where signs
 * cancel, and for the shipped model gives some 40 where 0.02 is seen.
 */
public final class MaskingBound {
    private static final double DEVIATIONS = 8;
    /** Numbers that agree to that many bits below the unit they are rounded to count as equal. */
    private static final int ALIKE_BITS = 4;

    private final CheckedModel model;
    private final FixedPointModel fixedPoint;
    private final NetworkShape shape;
    private final double meanSquare;
    private final double meanInverseSquare;

    /** @throws IllegalArgumentException for a model of another mode */
    public MaskingBound(CheckedModel model) {
        if (model.shape().mode() != NonlinearMode.MASKED) {
            throw new IllegalArgumentException(
                    "masking bound of a model in " + model.shape().mode().word() + " mode: only masked mode has one");
        }
        this.model = model;
        this.fixedPoint = new FixedPointModel(model);
        this.shape = model.shape();
        double span = 2 * shape.multiplierBits() * Math.log(2);
        this.meanSquare = span == 0 ? 1 : Math.expm1(span) / span;
        this.meanInverseSquare = span == 0 ? 1 : -Math.expm1(-span) / span;
    }

    /** The bound for every logit of this patch, the largest of them, in logits. */
    public double of(Patch patch) {
        long[] input = new FixedPoint(shape.activationBits()).encode(patch.values());
        List<long[]> sums = fixedPoint.sums(input);
        List<long[]> tensors = fixedPoint.tensors(input, sums);
        BackPropagation slopes = new BackPropagation(fixedPoint, shape, sums, tensors);
        double largest = 0;
        for (int k = 0; k < shape.classes(); k++) {
            Roundings roundings = new Roundings(tensors);
            slopes.from(k, roundings);
            largest = Math.max(largest, Math.abs(roundings.shift) + DEVIATIONS * Math.sqrt(roundings.variance));
        }
        return Math.scalb(largest, -shape.activationBits() - shape.weightBits());
    }

    /** What all roundings do to one logit, in units of its fixed-point number. */
    private final class Roundings implements BackPropagation.Visitor {
        private final List<long[]> tensors;
        private double shift;
        private double variance;

        Roundings(List<long[]> tensors) {
            this.tensors = tensors;
        }

        @Override
        public void operation(Nonlinear operation, double[] slopes) {
            variance += operation instanceof Nonlinear.AveragePool ? squares(slopes) / 6 : 0;
        }

        @Override
        public void activation(int layer, double[] slopes, long[] before) {
            double scale = Math.scalb(1.0, -shape.weightBits());
            for (int i = 0; i < slopes.length; i++) {
                shift += slopes[i] * (before[i] * scale - tensors.get(layer + 1)[i]);
            }
            TensorShape sums = shape.layers().get(layer).linearOutput();
            int area = before.length / sums.channels();
            int dropped = Math.max(0, shape.weightBits() - ALIKE_BITS);
            variance += squaresOfAlike(slopes, area, i -> before[i] >> dropped) * meanInverseSquare / 12;
        }

        @Override
        public void sums(int layer, double[] slopes) {
            variance += logits(layer) ? 0 : squares(slopes) / 3 + squaresOfChannels(slopes, layer) / 6;
        }

        @Override
        public boolean wantsWeights() {
            return true;
        }

        @Override
        public void weights(int layer, int termIndex, double[] slopes) {
            LinearTerm term = shape.layers().get(layer).terms().get(termIndex);
            long[] integers = fixedPoint.weights(layer, termIndex);
            float[] real = model.weights(layer, termIndex);
            for (int w = 0; w < integers.length; w++) {
                shift += slopes[w] * (Math.scalb((double) real[w], shape.weightBits()) - integers[w]);
            }
            int taps = term.kernelHeight() * term.kernelWidth();
            variance += squaresOfAlike(
                            slopes,
                            taps,
                            w -> Math.round(Math.scalb((double) real[w], shape.weightBits() + ALIKE_BITS)))
                    * (term.tensor() == 0 ? 1 : meanSquare)
                    * (logits(layer) ? 1 : meanInverseSquare)
                    / 12;
        }

        private boolean logits(int layer) {
            return layer == shape.rounds() - 1;
        }
    }

    /** Squares of what a channel's positions add up to. */
    private double squaresOfChannels(double[] ofSums, int layer) {
        int area = ofSums.length / shape.layers().get(layer).linearOutput().channels();
        double total = 0;
        for (int from = 0; from < ofSums.length; from += area) {
            double sum = 0;
            for (int i = from; i < from + area; i++) {
                sum += ofSums[i];
            }
            total += sum * sum;
        }
        return total;
    }

    /**
     * The sum of squares, where those of a block that round alike are summed first: one multiplier governs a block, so
     * equal numbers in it round by the same amount. Zeros do not round at all.
     *
     * @param each size of a block: the taps between two channels, or the entries of a channel
     * @param key equal for numbers within 2^-4 units of each other
     */
    private static double squaresOfAlike(double[] slopes, int each, IntToLongFunction key) {
        double squares = 0;
        for (int start = 0; start < slopes.length; start += each) {
            Map<Long, Double> alike = new HashMap<>();
            for (int i = start; i < start + each; i++) {
                if (slopes[i] != 0) {
                    alike.merge(key.applyAsLong(i), slopes[i], Double::sum);
                }
            }
            alike.remove(0L);
            for (double sum : alike.values()) {
                squares += sum * sum;
            }
        }
        return squares;
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
