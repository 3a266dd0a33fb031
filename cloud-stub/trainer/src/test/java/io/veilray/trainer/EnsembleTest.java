package io.veilray.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.veilray.trainer.Architecture.Stage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Members that leaked into each other would still train, and ship a network that nobody described. */
class EnsembleTest {
    private static final int SIDE = 12;
    private static final Architecture ONE = new Architecture(
                    1, SIDE, List.of(new Stage(3, true), Stage.strided(4, 3, 2), new Stage(5, false)), true, 2)
            .ofSquares();

    @BeforeAll
    static void quietEngine() {
        EngineSettings.apply();
    }

    private static List<FrozenNetwork> members(NDManager manager, int count) {
        return Stream.iterate(1, seed -> seed + 1)
                .limit(count)
                .map(seed -> TrainableNetwork.fresh(ONE, manager, new SplittableRandom(seed))
                        .freeze())
                .toList();
    }

    private static NDArray images(NDManager manager) {
        float[] pixels = new float[4 * SIDE * SIDE];
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        return manager.create(pixels, new Shape(4, 1, SIDE, SIDE));
    }

    @Test
    void merged_saysTheMeanOfItsMembers() {
        try (NDManager manager = NDManager.newBaseManager()) {
            List<FrozenNetwork> members = members(manager, 3);
            NDArray images = images(manager);
            NDArray wanted = manager.zeros(new Shape(4, 2));
            for (FrozenNetwork member : members) {
                wanted = wanted.add(TrainableNetwork.of(member, manager)
                        .forward(images, false)
                        .div(3));
            }
            FrozenNetwork merged = Ensemble.merged(members);
            float[] grouped =
                    TrainableNetwork.of(merged, manager).forward(images, false).toFloatArray();
            assertArrayEquals(wanted.toFloatArray(), grouped, 1e-3f);
            Architecture wide = new Architecture(
                    1, SIDE, merged.architecture().stages(), true, 2, true, 1); // with its zeros as any other weights
            FrozenNetwork plain = new FrozenNetwork(wide, merged.layers());
            float[] full =
                    TrainableNetwork.of(plain, manager).forward(images, false).toFloatArray();
            assertArrayEquals(wanted.toFloatArray(), full, 1e-3f);
        }
    }

    /** Training changes a member's own weights; the zeros between members stay. */
    @Test
    void freeze_givesBackWhatWasMerged() {
        try (NDManager manager = NDManager.newBaseManager()) {
            FrozenNetwork merged = Ensemble.merged(members(manager, 2));
            FrozenNetwork again = TrainableNetwork.of(merged, manager).freeze();
            for (int i = 0; i < merged.layers().size(); i++) {
                assertArrayEquals(
                        merged.layers().get(i).flatWeights(),
                        again.layers().get(i).flatWeights());
                assertArrayEquals(
                        merged.layers().get(i).bias(), again.layers().get(i).bias());
            }
            assertEquals(0, merged.layers().get(1).weights()[0][3 * 9]);
            assertEquals(0, merged.layers().get(1).weights()[7][0]);
        }
    }
}
