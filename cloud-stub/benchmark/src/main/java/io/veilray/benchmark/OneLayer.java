package io.veilray.benchmark;

import io.veilray.cloud.compute.LayerWeights;
import io.veilray.cloud.compute.LinearModel;
import io.veilray.he.HeParameters;
import io.veilray.protocol.LayerShape;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkPacking;
import io.veilray.protocol.NetworkShape;
import io.veilray.protocol.Nonlinear;
import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.PoolWindow;
import io.veilray.protocol.TensorShape;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A network that is one convolution of 3x3, as large as its input, in masked mode with random weights of all bits. What
 * the client makes of the sums afterwards (their mean, since a network must end in logits) is never asked for.
 */
public final class OneLayer {
    private static final int ACTIVATION_BITS = 10;
    private static final int WEIGHT_BITS = 14;
    private static final int MULTIPLIER_BITS = 2;

    private final LinearModel model;
    private final float[] weights;

    public OneLayer(int side, int inChannels, int outChannels, int ringBits) {
        TensorShape sums = new TensorShape(outChannels, side, side);
        LayerShape layer = new LayerShape(
                "conv",
                List.of(new LinearTerm(0, 3, 3, 1, 1, 1)),
                sums,
                List.of(new Nonlinear.AveragePool(PoolWindow.global(sums), false)));
        NetworkShape shape = new NetworkShape(
                new TensorShape(inChannels, side, side),
                List.of(layer),
                NonlinearMode.MASKED,
                ringBits,
                ACTIVATION_BITS,
                WEIGHT_BITS,
                MULTIPLIER_BITS);
        SplittableRandom random = new SplittableRandom(7);
        weights = new float[outChannels * inChannels * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 2 * random.nextFloat() - 1;
        }
        model = new LinearModel(shape, List.of(new LayerWeights(List.of(weights), new float[outChannels])));
    }

    public LinearModel model() {
        return model;
    }

    public NetworkShape shape() {
        return model.shape();
    }

    public NetworkPacking packing() {
        return model.packing(HeParameters.N4096);
    }

    /** What the sum at one output is, by definition. */
    long sum(long[] input, int channel, int row, int column) {
        TensorShape map = shape().input();
        long sum = 0;
        for (int c = 0; c < map.channels(); c++) {
            for (int tap = 0; tap < 9; tap++) {
                int y = row + tap / 3 - 1;
                int x = column + tap % 3 - 1;
                if (y >= 0 && y < map.height() && x >= 0 && x < map.width()) {
                    long weight =
                            Math.round(Math.scalb(weights[(channel * map.channels() + c) * 9 + tap], WEIGHT_BITS));
                    sum += weight * input[(c * map.height() + y) * map.width() + x];
                }
            }
        }
        return sum;
    }
}
