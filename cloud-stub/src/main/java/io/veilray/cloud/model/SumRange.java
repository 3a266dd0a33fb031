package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.SharedRules;
import io.veilray.protocol.TensorShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Proved bounds on every layer's sums, by intervals per channel that know the signs of weights.
 *
 * <p>For a tensor let [low, high] hold a'/mu in units of 2^-f, the input being [0, 2^f] with mu = 1. A masked weight is
 * within 1/2 of 2^g W mu_out/mu_in, so a masked sum is mu_out times a number of the interval of 2^g W over [low, high],
 * give or take mu_in/2 max(|low|, |high|) for each tap (mu_in = 1 at the input, below 2^B elsewhere), plus bias, plus
 * 2 mu_out for the roundings of bias and the masking noise. It is largest for mu_out = 2^B (1 for the logits) and must
 * stay below 2^(l-1); what it leaves for the next layer, divided by mu_out, is widest for mu_out = 1. ReLU and pooling
 * keep intervals (padding adds zero to them), a mean may round by 1/2, rescaling divides by 2^g and rounds by 1/2.
 *
 * <p>In strict and quadratic mode mu = 1 everywhere, weights are those of the fixed point model, and truncation gives one of
 * the two neighbours of x / 2^g, so it may be off by 1. Bits: |x| / 2^g + 1 must stay below 2^(l-g-1), so 2^g is added; a
 * maximum compares by differences, which takes a bit more; and of a map of logits the two sides add up all positions in the
 * ring. Faithful truncation is off by 1/2, so half of 2^g is added. Logits that lose t bits are one of the two neighbours
 * of x / 2^t, so 2^t is added. Where the client is to learn the class alone they are compared by differences, which takes
 * a bit more again.
 *
 * <p>A square wants |y| &lt;= 2^(l-g-2) for the activation y ({@link io.veilray.compare.SquareShape}), so a bit more too.
 * What comes out, y^2 / 2^f off by up to 1, lies in the square of y's interval and must stay below 2^(l-1).
 *
 * <p>Where a layer rests on calibration instead, those after it are bounded as long as its masked sums stay in the ring.
 *
 * @param layer the layer's name
 * @param largest bound on the masked sum as a real number, divided by its multiplier
 * @param bits bits that the sum, and the square of its activation if there is one, needs in the ring in the network's mode,
 *     sign included
 */
public record SumRange(String layer, double largest, int bits) {
    /** More than a million roundings of doubles can add to a bound. */
    private static final double DOUBLE_ROUNDING = 1 + 1e-9;

    private record Interval(double low, double high) {
        double magnitude() {
            return Math.max(Math.abs(low), Math.abs(high));
        }

        Interval withZero() {
            return new Interval(Math.min(low, 0), Math.max(high, 0));
        }

        Interval within(double magnitude) {
            return new Interval(Math.clamp(low, -magnitude, magnitude), Math.clamp(high, -magnitude, magnitude));
        }

        Interval widened(double more) {
            return new Interval(low - more, high + more);
        }

        Interval times(double unit) {
            return new Interval(low * unit, high * unit);
        }

        Interval squared() {
            boolean crosses = low < 0 && high > 0;
            double least = crosses ? 0 : Math.min(Math.abs(low), Math.abs(high));
            return new Interval(least * least, magnitude() * magnitude());
        }
    }

    /** A sum divided by its multiplier: the interval without the rounding of weights, and that rounding times mu_out. */
    private record Sum(Interval exact, double rounding) {}

    /** Bits of a signed sum of that magnitude: the smallest l with magnitude below 2^(l-1). */
    static int bits(double magnitude) {
        return Math.getExponent(Math.max(magnitude, 1)) + 2;
    }

    /** The same for integer sums of a layer in the network's mode. */
    static int bits(NetworkShape shape, int index, double magnitude) {
        if (shape.mode() == NonlinearMode.MASKED) {
            return bits(magnitude);
        }
        LayerShape layer = shape.layers().get(index);
        if (index == shape.rounds() - 1) {
            TensorShape sums = layer.linearOutput();
            int dropped = shape.droppedLogitBits();
            double more = dropped == 0 ? 0 : Math.scalb(1.0, dropped);
            return bits(magnitude * sums.height() * sums.width() + more)
                    + (shape.rules().classOnly() ? 1 : 0);
        }
        double truncated = magnitude + Math.scalb(rounding(shape), shape.weightBits());
        if (layer.squares()) {
            double activation = Math.scalb(truncated, -shape.weightBits());
            return Math.max(
                    bits(truncated) + 1, bits(Math.scalb(activation * activation, -shape.activationBits()) + 1));
        }
        boolean pools = layer.nonlinear().stream().anyMatch(operation -> operation instanceof Nonlinear.MaxPool);
        return bits(truncated) + (pools ? 1 : 0);
    }

    static List<SumRange> of(NetworkShape shape, List<LinearSum> layers) {
        List<SumRange> ranges = new ArrayList<>();
        List<Interval[]> tensors = new ArrayList<>();
        Interval[] input = new Interval[shape.input().channels()];
        java.util.Arrays.fill(input, new Interval(0, Math.scalb(1.0, shape.activationBits())));
        tensors.add(input);
        for (int i = 0; i < layers.size(); i++) {
            Sum[] sums = sums(shape, layers.get(i), tensors);
            int multiplierBits = i == layers.size() - 1 ? 0 : shape.multiplierBits();
            double masked = 0;
            for (Sum sum : sums) {
                masked = Math.max(masked, Math.scalb(sum.exact().magnitude(), multiplierBits) + sum.rounding());
            }
            double real = Math.scalb(masked, -multiplierBits - shape.activationBits() - shape.weightBits());
            ranges.add(new SumRange(layers.get(i).name(), real, bits(shape, i, masked * DOUBLE_ROUNDING)));
            tensors.add(activations(shape, shape.layers().get(i), sums));
        }
        return ranges;
    }

    private static Sum[] sums(NetworkShape shape, LinearSum layer, List<Interval[]> tensors) {
        Sum[] sums = new Sum[layer.bias().length];
        double scale = Math.scalb(1.0, shape.weightBits());
        for (int o = 0; o < sums.length; o++) {
            double bias = Math.scalb((double) layer.bias()[o], shape.activationBits() + shape.weightBits());
            double low = bias - 2;
            double high = bias + 2;
            double rounding = 0;
            for (LinearSum.Term term : layer.terms()) {
                LinearTerm geometry = term.shape();
                int taps = geometry.kernelHeight() * geometry.kernelWidth();
                double halfMultiplier = geometry.tensor() == 0 ? 0.5 : Math.scalb(0.5, shape.multiplierBits());
                Interval[] read = tensors.get(geometry.tensor());
                for (int c = 0; c < read.length; c++) {
                    // a tap may fall on the zeros around the map
                    Interval entry = read[c].withZero();
                    for (int k = 0; k < taps; k++) {
                        double weight = scale * term.kernel()[(o * read.length + c) * taps + k];
                        low += Math.min(weight * entry.low(), weight * entry.high());
                        high += Math.max(weight * entry.low(), weight * entry.high());
                        rounding += halfMultiplier * entry.magnitude();
                    }
                }
            }
            sums[o] = new Sum(new Interval(low, high), rounding);
        }
        return sums;
    }

    private static Interval[] activations(NetworkShape shape, LayerShape layer, Sum[] sums) {
        double unit = Math.scalb(1.0, -shape.weightBits());
        double rounding = rounding(shape);
        double ring = Math.scalb(1.0, shape.ringBits() - 1);
        Interval[] out = new Interval[sums.length];
        for (int o = 0; o < sums.length; o++) {
            Interval value = sums[o].exact().widened(sums[o].rounding()).within(ring);
            for (Nonlinear operation : layer.nonlinear()) {
                value = after(operation, value);
            }
            value = value.times(unit).widened(rounding);
            out[o] = layer.squares() ? squared(shape, value) : value;
        }
        return out;
    }

    /** How far an activation may be from the quotient it comes of. */
    private static double rounding(NetworkShape shape) {
        boolean nearest =
                shape.mode() == NonlinearMode.MASKED || shape.rules().truncation() == SharedRules.Truncation.FAITHFUL;
        return nearest ? 0.5 : 1;
    }

    private static Interval squared(NetworkShape shape, Interval activation) {
        return activation
                .squared()
                .times(Math.scalb(1.0, -shape.activationBits()))
                .widened(1);
    }

    private static Interval after(Nonlinear operation, Interval value) {
        if (operation instanceof Nonlinear.Relu) {
            return new Interval(Math.max(0, value.low()), Math.max(0, value.high()));
        }
        if (operation instanceof Nonlinear.AveragePool pool) {
            return (pool.countPadding() ? value.withZero() : value).widened(0.5);
        }
        return value;
    }
}
