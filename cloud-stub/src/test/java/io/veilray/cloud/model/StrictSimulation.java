package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.TensorShape;
import io.veilray.region.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Strict and quadratic mode by their definition: shares of every sum, truncated by themselves, but joined again in the clear. */
final class StrictSimulation {
    private StrictSimulation() {}

    static double[] logits(CheckedModel model, Patch patch, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NetworkShape shape = model.shape();
        List<long[]> tensors = new ArrayList<>();
        tensors.add(new io.veilray.share.FixedPoint(shape.activationBits()).encode(patch.values()));
        for (int i = 0; i < shape.rounds() - 1; i++) {
            LayerShape layer = shape.layers().get(i);
            long[] truncated = Arrays.stream(sums(model, i, tensors))
                    .map(sum -> truncated(sum, random, shape))
                    .toArray();
            long[] made = layer.apply(truncated);
            tensors.add(layer.squares() ? squared(made, shape.activationBits(), random) : made);
        }
        int last = shape.rounds() - 1;
        double unit = Math.pow(2, -shape.activationBits() - shape.weightBits());
        long[] sums = sums(model, last, tensors);
        int positions = sums.length / shape.classes();
        double[] logits = new double[shape.classes()];
        for (int i = 0; i < sums.length; i++) {
            logits[i / positions] += sums[i] * unit / positions;
        }
        return logits;
    }

    /** y^2 / 2^f, rounded to the floor or the ceiling so that the mean is right. */
    private static long[] squared(long[] values, int bits, SplittableRandom random) {
        return Arrays.stream(values)
                .map(y -> y * y + random.nextLong(1L << bits) >> bits)
                .toArray();
    }

    private static long[] sums(CheckedModel model, int index, List<long[]> tensors) {
        NetworkShape shape = model.shape();
        LayerShape layer = shape.layers().get(index);
        TensorShape out = layer.linearOutput();
        long[] sums = new long[out.size()];
        int area = out.height() * out.width();
        for (int i = 0; i < sums.length; i++) {
            double bias = model.bias(index)[i / area];
            sums[i] = Math.round(Math.scalb(bias, shape.activationBits() + shape.weightBits()));
        }
        for (int t = 0; t < layer.terms().size(); t++) {
            LinearTerm term = layer.terms().get(t);
            float[] kernel = model.weights(index, t);
            long[] tensor = tensors.get(term.tensor());
            Taps.forEach(term, shape.tensor(term.tensor()), out, (weight, in, first, count, step) -> {
                long w = Math.round(Math.scalb((double) kernel[weight], shape.weightBits()));
                for (int x = 0; x < count; x++) {
                    sums[first + x] += w * tensor[in + x * step];
                }
            });
        }
        return sums;
    }

    /** c and d uniform with c + d = x modulo 2^l; (c >> g) + (d - 1 >> g) + 1 modulo 2^(l-g), read as a signed number. */
    private static long truncated(long sum, SplittableRandom random, NetworkShape shape) {
        long ring = (1L << shape.ringBits()) - 1;
        int bits = shape.ringBits() - shape.weightBits();
        long client = random.nextLong() & ring;
        long server = sum - client & ring;
        long both = (client >> shape.weightBits()) + ((server - 1 & ring) >> shape.weightBits()) + 1;
        return both << 64 - bits >> 64 - bits;
    }
}
