package io.veilray.trainer;

import static io.veilray.trainer.Architecture.Stage.strided;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A wider start that is not the same function would throw away what the network of ReLU has learnt. */
class WideningTest {
    private static final Architecture NARROW = shape(strided(3, 3, 2), strided(4, 3, 1));
    private static final Architecture WIDE = shape(strided(5, 5, 2), strided(4, 3, 1));

    @BeforeAll
    static void quietEngine() {
        EngineSettings.apply();
    }

    private static Architecture shape(Architecture.Stage... stages) {
        return new Architecture(1, 12, List.of(stages), true, 2);
    }

    @Test
    void widerNetwork_isTheSameFunction() {
        try (NDManager manager = NDManager.newBaseManager()) {
            FrozenNetwork narrow = TrainableNetwork.fresh(NARROW, manager, new SplittableRandom(1))
                    .freeze();
            FrozenNetwork wide = Widening.of(narrow, WIDE, new SplittableRandom(2));
            assertEquals(WIDE, wide.architecture());
            float[] pixels = new float[3 * 144];
            SplittableRandom random = new SplittableRandom(3);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.nextDouble();
            }
            NDArray images = manager.create(pixels, new ai.djl.ndarray.types.Shape(3, 1, 12, 12));
            assertArrayEquals(logits(narrow, images, manager), logits(wide, images, manager), 1e-5f);
        }
    }

    /** Channels that are the same, or all zero, would stay so. */
    @Test
    void newChannels_differAndAreReadByNoOldOne() {
        try (NDManager manager = NDManager.newBaseManager()) {
            FrozenNetwork narrow = TrainableNetwork.fresh(NARROW, manager, new SplittableRandom(1))
                    .freeze();
            List<Layer> layers =
                    Widening.of(narrow, WIDE, new SplittableRandom(2)).layers();
            float[][] first = layers.getFirst().weights();
            assertNotEquals(first[3][0], first[4][0]);
            for (float[] output : layers.get(1).weights()) {
                for (int i = 3 * 9; i < 5 * 9; i++) {
                    assertEquals(0, output[i]);
                }
            }
        }
    }

    @Test
    void meanOfNetworks_isTheMeanOfEachWeight() {
        Layer a = new Layer(new float[][] {{1, 2}, {3, 4}}, new float[] {5, 6}, 1);
        Layer b = new Layer(new float[][] {{3, 2}, {1, 0}}, new float[] {7, -6}, 1);
        Layer mean = Layer.mean(List.of(a, b));
        assertArrayEquals(new float[][] {{2, 2}, {2, 2}}, mean.weights());
        assertArrayEquals(new float[] {6, 0}, mean.bias());
    }

    private static float[] logits(FrozenNetwork network, NDArray images, NDManager manager) {
        return TrainableNetwork.of(network, manager).forward(images, false).toFloatArray();
    }
}
