package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import java.util.ArrayList;
import java.util.List;

/**
 * Proved bounds on every layer's sums, by intervals per channel that know the signs of weights.
 *
 * <p>For a tensor let [low, high] hold a'/mu in units of 2^-f, the input being [0, 2^f] with mu = 1. A masked weight is
 * within 1/2 of 2^g W mu_out/mu_in, so divided by mu_out and multiplied by mu_in it is within mu_in/(2 mu_out) &lt;=
 * 2^(B-1) of 2^g W (1/2 for the input, where mu_in = 1). A sum divided by mu_out therefore lies within
 * the interval of 2^g W over [low, high], plus and minus 2^(B-1) max(|low|, |high|) for each tap, plus bias, plus 2 for
 * the roundings of bias and the masking noise. ReLU and pooling keep intervals (padding adds zero to them), a mean may
 * round by 1/2, rescaling divides by 2^g and rounds by 1/2. The sum itself is mu_out times as large: 2^B, and 1 for the
 * logits. It must stay below 2^(l-1).
 *
 * @param layer the layer's name
 * @param largest bound on the sum as a real number, without multiplier
 * @param bits bits that its masked form needs in the ring, sign included
 */
public record SumRange(String layer, double largest, int bits) {
    private record Interval(double low, double high) {
        double magnitude() {
            return Math.max(Math.abs(low), Math.abs(high));
        }

        Interval withZero() {
            return new Interval(Math.min(low, 0), Math.max(high, 0));
        }
    }

    /** Bits of a signed sum of that magnitude: the smallest l with magnitude below 2^(l-1). */
    static int bits(double magnitude) {
        return Math.getExponent(Math.max(magnitude, 1)) + 2;
    }

    static List<SumRange> of(NetworkShape shape, List<LinearSum> layers) {
        List<SumRange> ranges = new ArrayList<>();
        List<Interval[]> tensors = new ArrayList<>();
        Interval[] input = new Interval[shape.input().channels()];
        java.util.Arrays.fill(input, new Interval(0, Math.scalb(1.0, shape.activationBits())));
        tensors.add(input);
        for (int i = 0; i < layers.size(); i++) {
            Interval[] sums = sums(shape, layers.get(i), tensors);
            double largest = 0;
            for (Interval sum : sums) {
                largest = Math.max(largest, sum.magnitude());
            }
            boolean logits = i == layers.size() - 1;
            double masked = Math.scalb(largest, logits ? 0 : shape.multiplierBits());
            double unit = Math.scalb(1.0, -shape.activationBits() - shape.weightBits());
            ranges.add(new SumRange(layers.get(i).name(), largest * unit, bits(masked)));
            tensors.add(activations(shape, shape.layers().get(i), sums));
        }
        return ranges;
    }

    private static Interval[] sums(NetworkShape shape, LinearSum layer, List<Interval[]> tensors) {
        Interval[] sums = new Interval[layer.bias().length];
        double scale = Math.scalb(1.0, shape.weightBits());
        for (int o = 0; o < sums.length; o++) {
            double bias = Math.scalb((double) layer.bias()[o], shape.activationBits() + shape.weightBits());
            double low = bias - 2;
            double high = bias + 2;
            for (LinearSum.Term term : layer.terms()) {
                LinearTerm geometry = term.shape();
                int taps = geometry.kernelHeight() * geometry.kernelWidth();
                double rounding = geometry.tensor() == 0 ? 0.5 : Math.scalb(0.5, shape.multiplierBits());
                Interval[] read = tensors.get(geometry.tensor());
                for (int c = 0; c < read.length; c++) {
                    // a tap may fall on the zeros around the map
                    Interval entry = read[c].withZero();
                    for (int k = 0; k < taps; k++) {
                        double weight = scale * term.kernel()[(o * read.length + c) * taps + k];
                        low += Math.min(weight * entry.low(), weight * entry.high()) - rounding * entry.magnitude();
                        high += Math.max(weight * entry.low(), weight * entry.high()) + rounding * entry.magnitude();
                    }
                }
            }
            sums[o] = new Interval(low, high);
        }
        return sums;
    }

    private static Interval[] activations(NetworkShape shape, LayerShape layer, Interval[] sums) {
        double unit = Math.scalb(1.0, -shape.weightBits());
        Interval[] out = new Interval[sums.length];
        for (int o = 0; o < sums.length; o++) {
            Interval value = sums[o];
            for (Nonlinear operation : layer.nonlinear()) {
                value = after(operation, value);
            }
            out[o] = new Interval(value.low() * unit - 0.5, value.high() * unit + 0.5);
        }
        return out;
    }

    private static Interval after(Nonlinear operation, Interval value) {
        if (operation instanceof Nonlinear.Relu) {
            return new Interval(Math.max(0, value.low()), Math.max(0, value.high()));
        }
        if (operation instanceof Nonlinear.AveragePool pool) {
            Interval mean = pool.countPadding() ? value.withZero() : value;
            return new Interval(mean.low() - 0.5, mean.high() + 0.5);
        }
        return value;
    }
}
