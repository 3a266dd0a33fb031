package io.veilray.cloud.compute;

import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded networks with every kind of layer, small enough to run in tests. */
final class RandomNetworks {
    private RandomNetworks() {}

    private static PoolWindow halving(TensorShape map) {
        return new PoolWindow(2, 2, 2, 2, 0, 0, Math.max(1, map.height() / 2), Math.max(1, map.width() / 2));
    }

    static LayerShape conv(String name, int tensor, int kernel, int stride, TensorShape output, List<Nonlinear> after) {
        return new LayerShape(
                name, List.of(new LinearTerm(tensor, kernel, kernel, stride, kernel / 2, kernel / 2)), output, after);
    }

    /** Convolution, strided convolution, residual sum with a shortcut, both kinds of pooling, dense. */
    static NetworkShape everyLayer(int ringBits, int multiplierBits) {
        TensorShape input = new TensorShape(1, 20, 18);
        TensorShape first = new TensorShape(6, 20, 18);
        TensorShape pooled = new TensorShape(6, 10, 9);
        TensorShape second = new TensorShape(8, 5, 5);
        List<LayerShape> layers = List.of(
                conv("conv1", 0, 3, 1, first, List.of(new Nonlinear.Relu(), new Nonlinear.MaxPool(halving(first)))),
                conv("conv2", 1, 3, 2, second, List.of(new Nonlinear.Relu())),
                new LayerShape(
                        "residual",
                        List.of(
                                new LinearTerm(2, 3, 3, 1, 1, 1),
                                new LinearTerm(1, 1, 1, 2, 0, 0),
                                new LinearTerm(2, 1, 1, 1, 0, 0)),
                        second,
                        List.of(
                                new Nonlinear.Relu(),
                                new Nonlinear.AveragePool(new PoolWindow(3, 3, 2, 2, 1, 1, 3, 3), false))),
                new LayerShape(
                        "dense1",
                        List.of(new LinearTerm(3, 3, 3, 1, 0, 0)),
                        new TensorShape(12, 1, 1),
                        List.of(new Nonlinear.Relu())),
                new LayerShape(
                        "logits", List.of(new LinearTerm(4, 1, 1, 1, 0, 0)), new TensorShape(3, 1, 1), List.of()));
        NetworkShape shape = new NetworkShape(input, layers, NonlinearMode.MASKED, ringBits, 10, 12, multiplierBits);
        if (!shape.tensor(1).equals(pooled)) {
            throw new AssertionError("tensor 1 is " + shape.tensor(1));
        }
        return shape;
    }

    /** What strict mode can run: overlapping and padded max pools before and after the ReLU, strides, a residual sum. */
    static NetworkShape everyStrictLayer(int ringBits) {
        TensorShape first = new TensorShape(4, 12, 10);
        TensorShape second = new TensorShape(6, 3, 3);
        PoolWindow overlapping = new PoolWindow(3, 3, 2, 2, 1, 1, 6, 5);
        List<LayerShape> layers = List.of(
                conv("conv1", 0, 3, 1, first, List.of(new Nonlinear.MaxPool(overlapping), new Nonlinear.Relu())),
                conv("conv2", 1, 3, 2, second, List.of(new Nonlinear.Relu())),
                new LayerShape(
                        "residual",
                        List.of(
                                new LinearTerm(2, 3, 3, 1, 1, 1),
                                new LinearTerm(1, 1, 1, 2, 0, 0),
                                new LinearTerm(2, 1, 1, 1, 0, 0)),
                        second,
                        List.of(new Nonlinear.Relu(), new Nonlinear.MaxPool(PoolWindow.global(second)))),
                new LayerShape(
                        "logits", List.of(new LinearTerm(3, 1, 1, 1, 0, 0)), new TensorShape(3, 1, 1), List.of()));
        return new NetworkShape(new TensorShape(1, 12, 10), layers, NonlinearMode.STRICT, ringBits, 10, 12, 0);
    }

    /** Convolution, then a dense layer at every position and the mean of its map. */
    static NetworkShape withEvidence(int ringBits) {
        TensorShape features = new TensorShape(5, 7, 6);
        TensorShape map = new TensorShape(3, 7, 6);
        List<LayerShape> layers = List.of(
                conv("conv", 0, 3, 3, features, List.of(new Nonlinear.Relu())),
                new LayerShape(
                        "logits",
                        List.of(new LinearTerm(1, 1, 1, 1, 0, 0)),
                        map,
                        List.of(new Nonlinear.AveragePool(PoolWindow.global(map), false))));
        return new NetworkShape(new TensorShape(1, 20, 18), layers, NonlinearMode.MASKED, ringBits, 10, 12, 0);
    }

    /** Maps of several strips, of which all but the last have one geometry, and of 6.6 million products online. */
    static NetworkShape inStrips(int ringBits) {
        TensorShape features = new TensorShape(9, 150, 100);
        TensorShape map = new TensorShape(3, 150, 100);
        List<LayerShape> layers = List.of(
                conv("conv", 0, 7, 1, features, List.of(new Nonlinear.Relu())),
                new LayerShape(
                        "logits",
                        List.of(new LinearTerm(1, 1, 1, 1, 0, 0)),
                        map,
                        List.of(new Nonlinear.AveragePool(PoolWindow.global(map), false))));
        return new NetworkShape(new TensorShape(1, 150, 100), layers, NonlinearMode.MASKED, ringBits, 10, 12, 0);
    }

    /** The same network in strict mode. */
    static NetworkShape strict(NetworkShape shape) {
        return new NetworkShape(
                shape.input(),
                shape.layers(),
                NonlinearMode.STRICT,
                shape.ringBits(),
                shape.activationBits(),
                shape.weightBits(),
                0);
    }

    /** Weights of a size that keeps sums of order one. */
    static List<LayerWeights> weights(NetworkShape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<LayerWeights> out = new ArrayList<>();
        for (LayerShape layer : shape.layers()) {
            List<float[]> kernels = new ArrayList<>();
            for (LinearTerm term : layer.terms()) {
                int fanIn = shape.tensor(term.tensor()).channels() * term.kernelHeight() * term.kernelWidth();
                kernels.add(floats(random, fanIn * layer.linearOutput().channels(), 1.5 / Math.sqrt(fanIn)));
            }
            out.add(new LayerWeights(
                    kernels, floats(random, layer.linearOutput().channels(), 0.2)));
        }
        return out;
    }

    private static float[] floats(SplittableRandom random, int n, double scale) {
        float[] out = new float[n];
        for (int i = 0; i < n; i++) {
            out[i] = (float) ((random.nextDouble() * 2 - 1) * scale);
        }
        return out;
    }

    static long[] input(NetworkShape shape, long seed) {
        return new SplittableRandom(seed)
                .longs(shape.input().size(), 0, (1L << shape.activationBits()) + 1)
                .toArray();
    }
}
