package io.veilray.cloud.compute;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.TensorShape;
import java.util.ArrayList;
import java.util.List;

/** The network in fixed point by definition, one output at a time, with no masking and no modulus. */
final class PlainFixedPoint {
    private PlainFixedPoint() {}

    static double[] logits(NetworkShape shape, List<LayerWeights> weights, long[] input) {
        List<long[]> tensors = new ArrayList<>(List.of(input));
        for (int i = 0; i < shape.rounds(); i++) {
            LayerShape layer = shape.layers().get(i);
            long[] sums = sums(shape, layer, weights.get(i), tensors);
            TensorShape map = layer.linearOutput();
            for (Nonlinear operation : layer.nonlinear()) {
                sums = operation.apply(sums, map);
                map = operation.output(map);
            }
            boolean last = i == shape.rounds() - 1;
            long half = 1L << shape.weightBits() - 1;
            for (int k = 0; k < sums.length && !last; k++) {
                sums[k] = Math.floorDiv(sums[k] + half, 1L << shape.weightBits());
            }
            tensors.add(sums);
        }
        double unit = Math.pow(2, -(shape.activationBits() + shape.weightBits()));
        return java.util.Arrays.stream(tensors.getLast())
                .mapToDouble(v -> v * unit)
                .toArray();
    }

    /** A layer's sums of tensors of any integers, with wrap-around at 2^64. */
    static long[] sums(NetworkShape shape, LayerShape layer, LayerWeights weights, List<long[]> tensors) {
        TensorShape out = layer.linearOutput();
        long[] sums = new long[out.size()];
        double biasScale = Math.pow(2, shape.activationBits() + shape.weightBits());
        for (int i = 0; i < sums.length; i++) {
            int o = i / (out.height() * out.width());
            int y = i / out.width() % out.height();
            int x = i % out.width();
            sums[i] = Math.round(weights.bias()[o] * biasScale);
            for (int t = 0; t < layer.terms().size(); t++) {
                LinearTerm term = layer.terms().get(t);
                TensorShape map = shape.tensor(term.tensor());
                sums[i] += sumAt(
                        shape,
                        term,
                        map,
                        tensors.get(term.tensor()),
                        weights.kernels().get(t),
                        o,
                        y,
                        x);
            }
        }
        return sums;
    }

    private static long sumAt(
            NetworkShape shape, LinearTerm term, TensorShape map, long[] tensor, float[] kernel, int o, int y, int x) {
        double weightScale = Math.pow(2, shape.weightBits());
        long sum = 0;
        for (int c = 0; c < map.channels(); c++) {
            for (int ky = 0; ky < term.kernelHeight(); ky++) {
                for (int kx = 0; kx < term.kernelWidth(); kx++) {
                    int row = y * term.stride() - term.padTop() + ky;
                    int column = x * term.stride() - term.padLeft() + kx;
                    if (row >= 0 && row < map.height() && column >= 0 && column < map.width()) {
                        int w = ((o * map.channels() + c) * term.kernelHeight() + ky) * term.kernelWidth() + kx;
                        sum += tensor[(c * map.height() + row) * map.width() + column]
                                * Math.round(kernel[w] * weightScale);
                    }
                }
            }
        }
        return sum;
    }
}
