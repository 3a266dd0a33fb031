package io.veilray.cloud.model;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.TensorShape;
import io.veilray.region.Patch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Masked mode by its definition, without shares or encryption. */
final class MaskedSimulation {
    private MaskedSimulation() {}

    static double[] logits(CheckedModel model, Patch patch, long seed) {
        NetworkShape shape = model.shape();
        double unit = Math.pow(2, -shape.activationBits() - shape.weightBits());
        return Arrays.stream(sums(model, patch, seed, false).getLast())
                .mapToDouble(v -> v * unit)
                .toArray();
    }

    /**
     * The masked sums of every layer, as the client would hold them in a ring without end.
     *
     * @param extremes whether multipliers stand at the ends of [1, 2^B) rather than being drawn as the server draws them
     */
    static List<long[]> sums(CheckedModel model, Patch patch, long seed, boolean extremes) {
        SplittableRandom random = new SplittableRandom(seed);
        NetworkShape shape = model.shape();
        List<long[]> sums = new ArrayList<>();
        List<long[]> tensors = new ArrayList<>();
        List<double[]> multipliers = new ArrayList<>();
        tensors.add(new io.veilray.share.FixedPoint(shape.activationBits()).encode(patch.values()));
        multipliers.add(new double[] {1});
        for (int i = 0; i < shape.rounds(); i++) {
            boolean last = i == shape.rounds() - 1;
            LayerShape layer = shape.layers().get(i);
            double[] mu = new double[layer.linearOutput().channels()];
            for (int c = 0; c < mu.length; c++) {
                double exponent = extremes ? random.nextInt(2) : random.nextDouble();
                mu[c] = last ? 1 : Math.pow(2, shape.multiplierBits() * exponent);
            }
            sums.add(step(model, i, tensors, multipliers, mu, last ? null : random));
            tensors.add(activation(shape, layer, sums.getLast()));
            multipliers.add(mu);
        }
        return sums;
    }

    private static long[] step(
            CheckedModel model,
            int index,
            List<long[]> tensors,
            List<double[]> multipliers,
            double[] mu,
            SplittableRandom noise) {
        NetworkShape shape = model.shape();
        LayerShape layer = shape.layers().get(index);
        TensorShape out = layer.linearOutput();
        long[] sums = new long[out.size()];
        int area = out.height() * out.width();
        for (int i = 0; i < sums.length; i++) {
            int o = i / area;
            int most = (int) Math.ceil(mu[o]) - 1;
            sums[i] = Math.round(Math.scalb(
                            (double) model.bias(index)[o] * mu[o], shape.activationBits() + shape.weightBits()))
                    + (noise == null ? 0 : noise.nextInt(-most, most + 1));
        }
        for (int t = 0; t < layer.terms().size(); t++) {
            LinearTerm term = layer.terms().get(t);
            float[] kernel = model.weights(index, t);
            double[] read = multipliers.get(term.tensor());
            int each = term.kernelHeight() * term.kernelWidth();
            long[] tensor = tensors.get(term.tensor());
            Taps.forEach(term, shape.tensor(term.tensor()), out, (weight, in, first, count, step) -> {
                int o = weight / each / read.length;
                int c = weight / each % read.length;
                long w = Math.round(Math.scalb(kernel[weight] * mu[o] / read[c], shape.weightBits()));
                for (int x = 0; x < count; x++) {
                    sums[first + x] += w * tensor[in + x * step];
                }
            });
        }
        return sums;
    }

    private static long[] activation(NetworkShape shape, LayerShape layer, long[] sums) {
        long[] values = sums.clone();
        TensorShape map = layer.linearOutput();
        for (Nonlinear operation : layer.nonlinear()) {
            values = operation.apply(values, map);
            map = operation.output(map);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.floorDiv(values[i] + (1L << shape.weightBits() - 1), 1L << shape.weightBits());
        }
        return values;
    }
}
