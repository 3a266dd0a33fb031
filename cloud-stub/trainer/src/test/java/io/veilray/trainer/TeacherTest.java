package io.veilray.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.FloatModel;
import io.veilray.cloud.model.ModelFolder;
import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A teacher read wrongly teaches something else, and nothing but a lower accuracy would tell. */
class TeacherTest {
    @BeforeAll
    static void quietEngine() {
        EngineSettings.apply();
    }

    @Test
    void read_isTheShippedFunction() throws Exception {
        for (CheckedModel model : ModelFolder.shipped()) {
            if (model.shape().mode() != NonlinearMode.MASKED) {
                continue;
            }
            Architecture architecture = Recipe.of(model.info().id()).architecture();
            int side = architecture.sizePx();
            float[] pixels = new float[side * side];
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.nextDouble();
            }
            double[] shipped =
                    new FloatModel(model).logits(new Patch(1, side, side, pixels, new Region(0, 0, side, side)));
            try (NDManager manager = NDManager.newBaseManager()) {
                NDArray image = manager.create(pixels, new Shape(1, 1, side, side));
                float[] logits = TrainableNetwork.of(Teacher.read(model, architecture), manager)
                        .forward(image, false)
                        .toFloatArray();
                for (int i = 0; i < shipped.length; i++) {
                    assertEquals(shipped[i], logits[i], 1e-3 * (1 + Math.abs(shipped[i])));
                }
            }
        }
    }

    /** Logits 0 and ln 3 say 1/4 and 3/4, logits 0 and 0 say halves; a row keeps its weight of 2. */
    @Test
    void targets_areTheMeanAndKeepTheWeightOfEachRow() {
        Architecture tiny = new Architecture(1, 1, List.of(new Architecture.Stage(1, false)), 2);
        Layer convolution = new Layer(new float[1][9], new float[1], 9);
        try (NDManager manager = NDManager.newBaseManager()) {
            Teacher teacher = new Teacher(Stream.of(Math.log(3), 0.0)
                    .map(logit -> new Layer(new float[2][1], new float[] {0, logit.floatValue()}, 1))
                    .map(dense -> TrainableNetwork.of(new FrozenNetwork(tiny, List.of(convolution, dense)), manager))
                    .toList());
            NDArray targets = teacher.targets(
                    manager.create(new float[] {2, 0}, new Shape(1, 2)),
                    manager.create(new float[] {0.5f}, new Shape(1, 1, 1, 1)));
            assertArrayEquals(new float[] {0.75f, 1.25f}, targets.toFloatArray(), 1e-6f);
        }
    }
}
