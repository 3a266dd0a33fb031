package io.veilray.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.veilray.trainer.Architecture.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bound that is too low lets a sum wrap around in the ring, and the wrong class comes out without any error. */
class FrozenNetworkTest {
    /** 2x2 image, one convolution to one channel, one pooling to 1x1, two classes. */
    private static FrozenNetwork tiny() {
        float[] kernel = {0, 0, 0, 1, 2, -4, 0, 0, 0};
        Layer convolution = new Layer(new float[][] {kernel}, new float[] {0.5f}, 9);
        Layer dense = new Layer(new float[][] {{1}, {-3}}, new float[] {0.25f, 0.25f}, 1);
        return new FrozenNetwork(new Architecture(1, 2, List.of(new Stage(1, true)), 2), List.of(convolution, dense));
    }

    @Test
    void bounds_takeTheWorstInputOfEachSign() {
        // convolution: lowest 0.5 - 4 = -3.5, highest 0.5 + 1 + 2 = 3.5; after ReLU 0 to 3.5;
        // dense: 0.25 + 3.5 = 3.75 and 0.25 - 3 * 3.5 = -10.25
        assertArrayEquals(new double[] {3.5, 10.25}, tiny().bounds(), 1e-12);
    }

    @Test
    void balanced_reachesTheLimitAndCentresTheLogits() {
        FrozenNetwork balanced = tiny().balanced(7);
        // the convolution is doubled and the dense weights halved; their mean (1 - 3) / 2 = -1 and the bias mean 0.25
        // are taken out: (1 + 1) / 2 = 1 and (-3 + 1) / 2 = -1, so the logits stay within 7
        assertArrayEquals(new double[] {7, 7}, balanced.bounds(), 1e-6);
        assertArrayEquals(new float[] {1}, balanced.layers().get(1).weights()[0], 1e-6f);
        assertArrayEquals(new float[] {-1}, balanced.layers().get(1).weights()[1], 1e-6f);
        assertArrayEquals(new float[] {1}, balanced.layers().get(0).bias(), 1e-6f);
    }
}
