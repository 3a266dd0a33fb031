package io.veilray.cloud.privacy;

import io.veilray.cloud.compute.LayerWeights;
import io.veilray.cloud.compute.LinearModel;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import java.util.List;
import java.util.SplittableRandom;

/** A convolution, what follows it, and a dense layer: tickets in milliseconds. */
final class SmallNetworks {
    static final int SIDE = 16;
    private static final int CHANNELS = 4;
    private static final int RING_BITS = 32;
    private static final int WEIGHT_BITS = 12;

    private SmallNetworks() {}

    static NetworkShape shape(NonlinearMode mode) {
        TensorShape sums = new TensorShape(CHANNELS, SIDE, SIDE);
        PoolWindow halving = new PoolWindow(2, 2, 2, 2, 0, 0, SIDE / 2, SIDE / 2);
        boolean squares = mode == NonlinearMode.QUADRATIC;
        List<Nonlinear> after = squares
                ? List.of(new Nonlinear.Square())
                : List.of(new Nonlinear.Relu(), new Nonlinear.MaxPool(halving));
        int side = squares ? SIDE : SIDE / 2;
        return new NetworkShape(
                new TensorShape(1, SIDE, SIDE),
                List.of(
                        new LayerShape("conv", List.of(new LinearTerm(0, 3, 3, 1, 1, 1)), sums, after),
                        new LayerShape(
                                "logits",
                                List.of(new LinearTerm(1, side, side, 1, 0, 0)),
                                new TensorShape(2, 1, 1),
                                List.of())),
                mode,
                RING_BITS,
                10,
                WEIGHT_BITS,
                mode == NonlinearMode.MASKED ? 2 : 0);
    }

    /** The same in masked mode with a ReLU and an average that is left to the client. */
    static NetworkShape averaging() {
        NetworkShape usual = shape(NonlinearMode.MASKED);
        LayerShape first = usual.layers().getFirst();
        PoolWindow window = ((Nonlinear.MaxPool) first.nonlinear().getLast()).window();
        List<Nonlinear> after = List.of(new Nonlinear.Relu(), new Nonlinear.AveragePool(window, false));
        return new NetworkShape(
                usual.input(),
                List.of(
                        new LayerShape("conv", first.terms(), first.linearOutput(), after),
                        usual.layers().getLast()),
                usual.mode(),
                usual.ringBits(),
                usual.activationBits(),
                usual.weightBits(),
                usual.multiplierBits());
    }

    static LinearModel model(NonlinearMode mode) {
        NetworkShape shape = shape(mode);
        SplittableRandom random = new SplittableRandom(3);
        List<LayerWeights> weights = shape.layers().stream()
                .map(layer -> {
                    LinearTerm term = layer.terms().getFirst();
                    int fanIn = shape.tensor(term.tensor()).channels() * term.kernelHeight() * term.kernelWidth();
                    int outputs = layer.linearOutput().channels();
                    return new LayerWeights(
                            List.of(floats(random, fanIn * outputs, 1.5 / Math.sqrt(fanIn))),
                            floats(random, outputs, 0.2));
                })
                .toList();
        return new LinearModel(shape, weights);
    }

    private static float[] floats(SplittableRandom random, int count, double scale) {
        float[] out = new float[count];
        for (int i = 0; i < count; i++) {
            out[i] = (float) ((random.nextDouble() * 2 - 1) * scale);
        }
        return out;
    }
}
