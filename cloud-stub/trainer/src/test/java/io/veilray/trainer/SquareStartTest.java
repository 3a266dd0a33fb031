package io.veilray.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.veilray.trainer.Architecture.Stage;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A start that is not near the network of ReLU would cost accuracy without a word. */
class SquareStartTest {
    private static final int SIDE = 12;

    @BeforeAll
    static void quietEngine() {
        EngineSettings.apply();
    }

    private static Batches images(NDManager manager, int count) {
        SplittableRandom random = new SplittableRandom(1);
        float[][] pixels = new float[count][SIDE * SIDE];
        for (float[] image : pixels) {
            double brightness = random.nextDouble();
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) (brightness * random.nextDouble());
            }
        }
        return new Batches(new LabelledImages(pixels, new int[count], 2, SIDE), manager);
    }

    /** Two channels side by side; the second is 2 (p + 1)^2 + 3 of p = -2..3. */
    @Test
    void parabola_findsWhatIsOne() {
        float[] values = {9, 9, 9, 9, 9, 9, -2, -1, 0, 1, 2, 3};
        float[] targets = {1, 2, 3, 4, 5, 6, 5, 3, 5, 11, 21, 35};
        Parabola fit = Parabola.of(values, targets, 1, 2, 1, 4);
        assertEquals(2, fit.quadratic(), 1e-6);
        assertEquals(1, fit.shift(), 1e-6);
        assertEquals(3, fit.constant(), 1e-5);
        // (1 + 0 + 1 + 4 + 9 + 16) / 6
        assertEquals(Math.sqrt(31.0 / 6), fit.rootMeanSquare(), 1e-6);
    }

    /** A straight line keeps its vertex four deviations from the mean, and passes through the mean's mean. */
    @Test
    void parabolaOfALine_isBentNoMoreThanItMust() {
        float[] values = {-1, 1, -1, 1};
        float[] targets = {0, 2, 0, 2};
        Parabola fit = Parabola.of(values, targets, 0, 1, 1, 4);
        assertEquals(4, fit.shift(), 1e-6);
        for (int i = 0; i < values.length; i++) {
            double at = fit.quadratic() * Math.pow(values[i] + fit.shift(), 2) + fit.constant();
            assertEquals(targets[i], at, 1e-6);
        }
    }

    @Test
    void of_isNearerToTheReluNetworkThanItsMean() {
        Architecture relu = new Architecture(1, SIDE, List.of(new Stage(3, false), new Stage(4, false)), 2);
        try (NDManager manager = NDManager.newBaseManager()) {
            FrozenNetwork network = TrainableNetwork.fresh(relu, manager, new SplittableRandom(2))
                    .freeze();
            Batches images = images(manager, SquareStart.IMAGES);
            NDArray all = images.some(SquareStart.IMAGES);
            NDArray wanted = TrainableNetwork.of(network, manager).forward(all, false);
            NDArray start = TrainableNetwork.of(SquareStart.of(network, images, manager), manager)
                    .forward(all, false);
            NDArray spread = wanted.sub(wanted.mean(new int[] {0}, true));
            float missed = start.sub(wanted).square().sum().getFloat();
            float whole = spread.square().sum().getFloat();
            assertTrue(missed < 0.2 * whole, "missed " + missed + " of " + whole);
        }
    }

    @Test
    void normalising_keepsTheFunction() {
        Architecture squares =
                new Architecture(1, SIDE, List.of(new Stage(3, true), Stage.strided(4, 3, 2)), 2).ofSquares();
        try (NDManager manager = NDManager.newBaseManager()) {
            FrozenNetwork network = TrainableNetwork.fresh(squares, manager, new SplittableRandom(3))
                    .freeze();
            NDArray images = images(manager, 20).some(20);
            float[] wanted =
                    TrainableNetwork.of(network, manager).forward(images, false).toFloatArray();
            TrainableNetwork normed = TrainableNetwork.normalising(network, images);
            assertArrayEquals(wanted, normed.forward(images, false).toFloatArray(), 1e-3f);
            assertArrayEquals(
                    wanted,
                    TrainableNetwork.of(normed.freeze(), manager)
                            .forward(images, false)
                            .toFloatArray(),
                    1e-3f);
        }
    }
}
