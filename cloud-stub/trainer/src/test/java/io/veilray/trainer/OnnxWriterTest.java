package io.veilray.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.veilray.trainer.Architecture.Stage;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is shipped is the file: it must compute what was trained, judged by a reader that is not ours. */
class OnnxWriterTest {
    private static final Architecture SMALL =
            new Architecture(1, 12, List.of(new Stage(3, false), new Stage(4, true), new Stage(5, true)), 2);
    /** Strides that do not divide the side, a large kernel, a pooling after a stride, means of channels. */
    private static final Architecture STRIDED = new Architecture(
            1, 12, List.of(Stage.strided(3, 5, 2), new Stage(4, 3, 1, true), Stage.strided(5, 3, 2)), true, 2);

    @BeforeAll
    static void quietEngine() {
        EngineSettings.apply();
    }

    @Test
    void write_givesOnnxRuntimeTheTrainedFunction() throws OrtException {
        checkFile(SMALL);
        checkFile(STRIDED);
        checkFile(SMALL.ofSquares());
        checkFile(STRIDED.ofSquares());
    }

    private static void checkFile(Architecture architecture) throws OrtException {
        SplittableRandom random = new SplittableRandom(3);
        float[] image = new float[12 * 12];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextDouble();
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            TrainableNetwork network = TrainableNetwork.fresh(architecture, manager, random);
            float[] trained = network.forward(batch(manager, image), false).toFloatArray();
            float[] shipped = runtime(OnnxWriter.write(network.freeze(), "small"), image);
            // two orders of addition over at most 45 terms of order one: well within 1e-5
            assertArrayEquals(trained, shipped, 1e-5f);
        }
    }

    @Test
    void balanced_keepsTheDifferenceOfTheLogits() {
        checkBalanced(SMALL);
        checkBalanced(STRIDED);
    }

    private static void checkBalanced(Architecture architecture) {
        SplittableRandom random = new SplittableRandom(4);
        try (NDManager manager = NDManager.newBaseManager()) {
            TrainableNetwork network = TrainableNetwork.fresh(architecture, manager, random);
            float[] image = new float[12 * 12];
            image[77] = 1;
            float[] before = network.forward(batch(manager, image), false).toFloatArray();
            FrozenNetwork balanced = network.freeze().balanced(28);
            float[] after = TrainableNetwork.of(balanced, manager)
                    .forward(batch(manager, image), false)
                    .toFloatArray();
            assertEquals(before[1] - before[0], after[1] - after[0], 1e-5);
            assertEquals(0, after[0] + after[1], 1e-5);
        }
    }

    /** Sums brought to a limit by factors, whose squares the next layer divides out again. */
    @Test
    void squaresWithin_bringsSumsToTheLimitAndKeepsTheDifferenceOfTheLogits() {
        SplittableRandom random = new SplittableRandom(5);
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] pixels = new float[12 * 12];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (float) random.nextDouble();
            }
            Batches one = new Batches(new LabelledImages(new float[][] {pixels}, new int[] {0}, 2, 12), manager);
            for (Architecture architecture : List.of(SMALL.ofSquares(), STRIDED.ofSquares())) {
                FrozenNetwork learnt =
                        TrainableNetwork.fresh(architecture, manager, random).freeze();
                TrainableNetwork before = TrainableNetwork.of(learnt, manager);
                TrainableNetwork after =
                        TrainableNetwork.of(learnt.squaresWithin(one.largestSums(before), 15), manager);
                float[] logits = before.forward(batch(manager, pixels), false).toFloatArray();
                float[] scaled = after.forward(batch(manager, pixels), false).toFloatArray();
                assertEquals(
                        logits[1] - logits[0], scaled[1] - scaled[0], 1e-4 * Math.abs(logits[1] - logits[0]) + 1e-5);
                for (double[] stage : one.largestSums(after)) {
                    assertEquals(15, Arrays.stream(stage).max().orElseThrow(), 1e-3);
                }
            }
        }
    }

    @Test
    void cautiousBound_isNeverBelowTheProvedOne() {
        for (long seed = 0; seed < 20; seed++) {
            try (NDManager manager = NDManager.newBaseManager()) {
                FrozenNetwork frozen = TrainableNetwork.fresh(SMALL, manager, new SplittableRandom(seed))
                        .freeze();
                float cautious = TrainableNetwork.of(frozen, manager)
                        .cautiousLogitBound()
                        .getFloat();
                // floats carry seven digits
                assertEquals(Math.max(cautious, frozen.logitBound()), cautious, 1e-5 * cautious, "seed " + seed);
            }
        }
    }

    private static NDArray batch(NDManager manager, float[] image) {
        return manager.create(image, new Shape(1, 1, 12, 12));
    }

    private static float[] runtime(byte[] model, float[] image) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor input =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(image), new long[] {1, 1, 12, 12});
                OrtSession.Result result = session.run(Map.of("input", input))) {
            return ((float[][]) result.get("logits").orElseThrow().getValue())[0];
        }
    }
}
