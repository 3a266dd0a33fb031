package io.veilray.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.veilray.trainer.Architecture.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What learns and what is shipped must be one function, up to the batch. */
class HermiteNetworkTest {
    private static final int SIDE = 12;
    private static final int IMAGES = 40;

    @BeforeAll
    static void quietEngine() {
        EngineSettings.apply();
    }

    private static NDArray images(NDManager manager) {
        SplittableRandom random = new SplittableRandom(1);
        float[] pixels = new float[IMAGES * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        return manager.create(pixels, new Shape(IMAGES, 1, SIDE, SIDE));
    }

    /** The surveyed images as the batch: the figures are the same then, also at the borders of maps. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void surveyedBatch_learnsAsItIsUsed(boolean globalAverage) {
        List<Stage> stages = List.of(new Stage(3, true), Stage.strided(4, 3, 2), new Stage(5, false));
        Architecture squares = new Architecture(1, SIDE, stages, globalAverage, 3).ofSquares();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray images = images(manager);
            HermiteNetwork network = new HermiteNetwork(squares, images, new SplittableRandom(2));
            TrainableNetwork used = network.inUse();
            List<NDArray> maps = new ArrayList<>();
            float[] learnt = network.learn(images, maps).toFloatArray();
            assertArrayEquals(used.forward(images, false).toFloatArray(), learnt, 1e-3f);
            assertEquals(stages.size(), maps.size());
            assertTrue(IntStream.range(1, learnt.length).anyMatch(i -> Math.abs(learnt[i] - learnt[0]) > 0.1));
        }
    }

    /** c2 = 0 would be a straight line, whose vertex is infinitely far. */
    @ParameterizedTest
    @ValueSource(floats = {0, -0.001f})
    void nearlyStraightActivation_keepsItsVertexWithinFourDeviations(float second) {
        Architecture squares = new Architecture(1, SIDE, List.of(new Stage(2, false)), true, 2).ofSquares();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray images = images(manager);
            HermiteNetwork network = new HermiteNetwork(squares, images, new SplittableRandom(3));
            network.trainable().get(2).set(new float[] {second, second});
            List<NDArray> sums = new ArrayList<>();
            network.inUse().forward(images, false, sums);
            NDArray channels = sums.getFirst().transpose(1, 0, 2, 3).reshape(2, -1);
            float[] means = channels.mean(new int[] {1}).toFloatArray();
            assertArrayEquals(new float[] {4, 4}, new float[] {Math.abs(means[0]), Math.abs(means[1])}, 1e-3f);
        }
    }
}
