package io.veilray.protocol;

import io.veilray.protocol.Nonlinear.AveragePool;
import io.veilray.protocol.Nonlinear.MaxPool;
import io.veilray.protocol.Nonlinear.Relu;
import io.veilray.protocol.Nonlinear.Square;
import io.veilray.protocol.SharedRules.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Networks that strict mode or quadratic mode can run. */
final class StrictNetworks {
    private StrictNetworks() {}

    static NetworkShape of(TensorShape input, List<LayerShape> layers, int l, int f, int g) {
        return new NetworkShape(input, layers, NonlinearMode.STRICT, l, f, g, 0);
    }

    static NetworkShape with(SharedRules rules, NetworkShape shape) {
        return new NetworkShape(
                shape.input(),
                shape.layers(),
                shape.mode(),
                shape.ringBits(),
                shape.activationBits(),
                shape.weightBits(),
                shape.multiplierBits(),
                rules);
    }

    /** With the class as answer, of logits with h fractional bits, or all of them if h is below 0. */
    static NetworkShape classOnly(NetworkShape shape, int h) {
        return with(
                new SharedRules(
                        shape.rules().truncation(), h < 0 ? OptionalInt.empty() : OptionalInt.of(h), Answer.CLASS),
                shape);
    }

    /** One convolution and then that many logits, or a map of them. */
    static NetworkShape ofClasses(int classes, long seed, NonlinearMode mode) {
        SplittableRandom random = new SplittableRandom(seed);
        TensorShape map = new TensorShape(2, random.nextInt(2, 6), random.nextInt(2, 6));
        Nonlinear after = mode == NonlinearMode.QUADRATIC ? new Square() : new Relu();
        TensorShape evidence = new TensorShape(classes, map.height(), map.width());
        LayerShape logits = random.nextBoolean()
                ? dense(1, map, classes)
                : conv("logits", 1, 1, 1, evidence, List.of(new AveragePool(PoolWindow.global(evidence), false)));
        TensorShape input = new TensorShape(1, map.height(), map.width());
        int g = random.nextInt(6, 10);
        List<LayerShape> layers = List.of(conv("first", 0, 3, 1, map, List.of(after)), logits);
        return new NetworkShape(input, layers, mode, g + random.nextInt(22, 28), random.nextInt(5, 9), g, 0);
    }

    static LayerShape conv(String name, int tensor, int kernel, int stride, TensorShape output, List<Nonlinear> after) {
        return new LayerShape(
                name, List.of(new LinearTerm(tensor, kernel, kernel, stride, kernel / 2, kernel / 2)), output, after);
    }

    static LayerShape dense(int tensor, TensorShape map, int classes) {
        return new LayerShape(
                "logits",
                List.of(new LinearTerm(tensor, map.height(), map.width(), 1, 0, 0)),
                new TensorShape(classes, 1, 1),
                List.of());
    }

    /** Issue 8's measure: 4 convolutions, pooling before ReLU after the first three, dense to 2. */
    static NetworkShape fourConvolutions(int side) {
        List<LayerShape> layers = new ArrayList<>();
        int[] channels = {16, 16, 32, 32};
        TensorShape map = new TensorShape(1, side, side);
        TensorShape input = map;
        for (int i = 0; i < channels.length; i++) {
            TensorShape sums = new TensorShape(channels[i], map.height(), map.width());
            PoolWindow halving = new PoolWindow(2, 2, 2, 2, 0, 0, sums.height() / 2, sums.width() / 2);
            layers.add(conv(
                    "conv" + i,
                    i,
                    3,
                    1,
                    sums,
                    i < 3 ? List.of(new MaxPool(halving), new Relu()) : List.of(new Relu())));
            map = layers.getLast().output();
        }
        layers.add(dense(4, map, 2));
        return of(input, layers, 37, 12, 12);
    }

    /**
     * A few layers of squares, some of which read earlier tensors again, logits or a map of them. Inputs below 1 and weights
     * of 1.5 / sqrt(fan-in) keep activations far below the 2^(k - 2 - f), at least 2^12, that may be squared.
     */
    static NetworkShape quadratic(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TensorShape input = new TensorShape(random.nextInt(1, 3), random.nextInt(5, 10), random.nextInt(5, 10));
        TensorShape map = new TensorShape(random.nextInt(1, 4), input.height(), input.width());
        List<Nonlinear> square = List.of(new Square());
        List<LayerShape> layers = new ArrayList<>(List.of(conv("first", 0, 3, 1, map, square)));
        if (random.nextBoolean()) {
            layers.add(new LayerShape(
                    "residual",
                    List.of(new LinearTerm(1, 3, 3, 1, 1, 1), new LinearTerm(0, 1, 1, 1, 0, 0)),
                    map,
                    square));
        }
        TensorShape halved = new TensorShape(2, (map.height() + 1) / 2, (map.width() + 1) / 2);
        layers.add(conv("strided", layers.size(), 3, 2, halved, square));
        layers.add(
                random.nextBoolean()
                        ? dense(layers.size(), halved, 3)
                        : conv(
                                "logits",
                                layers.size(),
                                1,
                                1,
                                halved,
                                List.of(new AveragePool(PoolWindow.global(halved), false))));
        int g = random.nextInt(6, 10);
        return new NetworkShape(
                input, layers, NonlinearMode.QUADRATIC, g + random.nextInt(22, 33), random.nextInt(5, 9), g, 0);
    }

    /** A few layers with pools of any shape, sums of several terms that read earlier tensors again, logits or a map of them. */
    static NetworkShape random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TensorShape input = new TensorShape(random.nextInt(1, 3), random.nextInt(5, 10), random.nextInt(5, 10));
        TensorShape map = new TensorShape(random.nextInt(1, 4), input.height(), input.width());
        List<LayerShape> layers = new ArrayList<>();
        layers.add(conv("first", 0, 3, 1, map, List.of(new Relu())));
        if (random.nextBoolean()) {
            layers.add(new LayerShape(
                    "residual",
                    List.of(new LinearTerm(1, 3, 3, 1, 1, 1), new LinearTerm(0, 1, 1, 1, 0, 0)),
                    map,
                    List.of(new Relu())));
        }
        List<Nonlinear> after = new ArrayList<>(List.of(new MaxPool(MaxTreeTest.pool(random, map))));
        after.add(random.nextInt(2), new Relu());
        layers.add(conv("pooled", layers.size(), 3, 1, map, after));
        TensorShape pooled = layers.getLast().output();
        if (random.nextBoolean()) {
            layers.add(dense(layers.size(), pooled, 3));
        } else {
            TensorShape evidence = new TensorShape(2, pooled.height(), pooled.width());
            layers.add(conv(
                    "logits",
                    layers.size(),
                    1,
                    1,
                    evidence,
                    List.of(new AveragePool(PoolWindow.global(evidence), false))));
        }
        int g = random.nextInt(6, 11);
        return of(input, layers, g + random.nextInt(18, 32), random.nextInt(5, 9), g);
    }
}
