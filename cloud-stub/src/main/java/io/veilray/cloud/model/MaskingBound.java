package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import io.veilray.region.Patch;
import io.veilray.share.FixedPoint;
import java.util.ArrayList;
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
        double largest = 0;
        for (int k = 0; k < shape.classes(); k++) {
            largest = Math.max(largest, new Propagation(sums, tensors).boundOf(k));
        }
        return Math.scalb(largest, -shape.activationBits() - shape.weightBits());
    }

    /** One back-propagation from one logit, in units of the logit's fixed-point number. */
    private final class Propagation {
        private final List<long[]> sums;
        private final List<long[]> tensors;
        /** Derivatives with respect to each tensor's entries. */
        private final List<double[]> slopes = new ArrayList<>();

        private double shift;
        private double variance;

        Propagation(List<long[]> sums, List<long[]> tensors) {
            this.sums = sums;
            this.tensors = tensors;
            tensors.forEach(tensor -> slopes.add(new double[tensor.length]));
        }

        double boundOf(int logit) {
            LayerShape last = shape.layers().getLast();
            double[] slope = new double[shape.classes()];
            slope[logit] = 1;
            slope = throughOperations(last, steps(last, sums.getLast()), slope);
            for (int layer = shape.rounds() - 1; layer >= 0; layer--) {
                boolean logits = layer == shape.rounds() - 1;
                double[] ofSums = logits ? slope : throughActivation(layer);
                for (int t = 0; t < shape.layers().get(layer).terms().size(); t++) {
                    throughTerm(layer, t, ofSums, logits ? 1 : meanInverseSquare);
                }
                variance += logits ? 0 : squares(ofSums) / 3 + squaresOfChannels(ofSums, layer) / 6;
            }
            return Math.abs(shift) + DEVIATIONS * Math.sqrt(variance);
        }

        /** From the slopes of what a layer makes to those of its sums, counting the rescaling's roundings. */
        private double[] throughActivation(int layer) {
            double[] slope = slopes.get(layer + 1);
            LayerShape layerShape = shape.layers().get(layer);
            List<long[]> steps = steps(layerShape, sums.get(layer));
            long[] before = steps.getLast();
            double scale = Math.scalb(1.0, -shape.weightBits());
            for (int i = 0; i < slope.length; i++) {
                shift += slope[i] * (before[i] * scale - tensors.get(layer + 1)[i]);
            }
            int area = before.length / layerShape.linearOutput().channels();
            int dropped = Math.max(0, shape.weightBits() - ALIKE_BITS);
            variance += squaresOfAlike(slope, area, i -> before[i] >> dropped) * meanInverseSquare / 12;
            double[] back = new double[slope.length];
            for (int i = 0; i < back.length; i++) {
                back[i] = slope[i] * scale;
            }
            return throughOperations(layerShape, steps, back);
        }

        private double[] throughOperations(LayerShape layer, List<long[]> steps, double[] slope) {
            List<TensorShape> maps = new ArrayList<>(List.of(layer.linearOutput()));
            layer.nonlinear().forEach(operation -> maps.add(operation.output(maps.getLast())));
            double[] back = slope;
            for (int i = layer.nonlinear().size() - 1; i >= 0; i--) {
                variance += layer.nonlinear().get(i) instanceof Nonlinear.AveragePool ? squares(back) / 6 : 0;
                back = through(layer.nonlinear().get(i), maps.get(i), steps.get(i), steps.get(i + 1), back);
            }
            return back;
        }

        /** Slopes of a layer's sums to slopes of what a term reads, counting the roundings of its weights. */
        private void throughTerm(int layer, int termIndex, double[] ofSums, double inverseSquareOut) {
            LinearTerm term = shape.layers().get(layer).terms().get(termIndex);
            long[] integers = fixedPoint.weights(layer, termIndex);
            float[] real = model.weights(layer, termIndex);
            long[] tensor = tensors.get(term.tensor());
            double[] ofTensor = slopes.get(term.tensor());
            double[] ofWeights = new double[integers.length];
            Taps.forEach(
                    term,
                    shape.tensor(term.tensor()),
                    shape.layers().get(layer).linearOutput(),
                    (weight, in, out, count, step) -> {
                        for (int x = 0; x < count; x++) {
                            ofWeights[weight] += ofSums[out + x] * tensor[in + x * step];
                            ofTensor[in + x * step] += ofSums[out + x] * integers[weight];
                        }
                    });
            for (int w = 0; w < integers.length; w++) {
                shift += ofWeights[w] * (Math.scalb((double) real[w], shape.weightBits()) - integers[w]);
            }
            int taps = term.kernelHeight() * term.kernelWidth();
            variance += squaresOfAlike(
                            ofWeights,
                            taps,
                            w -> Math.round(Math.scalb((double) real[w], shape.weightBits() + ALIKE_BITS)))
                    * (term.tensor() == 0 ? 1 : meanSquare)
                    * inverseSquareOut
                    / 12;
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

    /** The sums, then what each nonlinear operation makes of them. */
    private static List<long[]> steps(LayerShape layer, long[] sums) {
        List<long[]> steps = new ArrayList<>(List.of(sums));
        TensorShape map = layer.linearOutput();
        for (Nonlinear operation : layer.nonlinear()) {
            steps.add(operation.apply(steps.getLast(), map));
            map = operation.output(map);
        }
        return steps;
    }

    private static double[] through(Nonlinear operation, TensorShape map, long[] before, long[] after, double[] slope) {
        double[] back = new double[before.length];
        if (operation instanceof Nonlinear.MaxPool pool) {
            boolean[] done = new boolean[after.length];
            pool.window().forEach(map, (output, entry) -> {
                if (!done[output] && before[entry] == after[output]) {
                    done[output] = true;
                    back[entry] += slope[output];
                }
            });
        } else if (operation instanceof Nonlinear.AveragePool pool) {
            int[] counts = counts(pool, map, after.length);
            pool.window().forEach(map, (output, entry) -> back[entry] += slope[output] / counts[output]);
        } else {
            for (int i = 0; i < back.length; i++) {
                back[i] = before[i] > 0 ? slope[i] : 0;
            }
        }
        return back;
    }

    private static int[] counts(Nonlinear.AveragePool pool, TensorShape map, int outputs) {
        int[] counts = new int[outputs];
        PoolWindow window = pool.window();
        if (pool.countPadding()) {
            java.util.Arrays.fill(counts, window.height() * window.width());
        } else {
            window.forEach(map, (output, entry) -> counts[output]++);
        }
        return counts;
    }
}
