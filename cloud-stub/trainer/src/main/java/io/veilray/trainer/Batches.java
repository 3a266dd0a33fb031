package io.veilray.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Hands one split to the engine, a batch of image indexes at a time. */
record Batches(LabelledImages images, NDManager manager) {

    /** Images {@code [image][0][row][column]}, each changed as asked. */
    NDArray inputs(int[] batch, UnaryOperator<float[]> change) {
        int side = images.sizePx();
        float[] all = new float[batch.length * side * side];
        for (int i = 0; i < batch.length; i++) {
            System.arraycopy(change.apply(images.pixels()[batch[i]]), 0, all, i * side * side, side * side);
        }
        return EngineSettings.array(manager, all, new Shape(batch.length, 1, side, side));
    }

    /** Smoothed targets {@code [image][class]}, each row times the balancing weight of its class. */
    NDArray targets(int[] batch) {
        float[] weights = images.balancingWeights();
        float spread = TrainingPlan.LABEL_SMOOTHING / images.classes();
        float[] rows = new float[batch.length * images.classes()];
        for (int i = 0; i < batch.length; i++) {
            int label = images.labels()[batch[i]];
            for (int c = 0; c < images.classes(); c++) {
                float share = c == label ? 1 - TrainingPlan.LABEL_SMOOTHING + spread : spread;
                rows[i * images.classes() + c] = share * weights[label];
            }
        }
        return EngineSettings.array(manager, rows, new Shape(batch.length, images.classes()));
    }

    /** How well a network does on the whole split, unchanged. */
    Scores score(TrainableNetwork network) {
        return Scores.of(logits(network), images.labels());
    }

    private double[][] logits(TrainableNetwork network) {
        int[] all = IntStream.range(0, images.size()).toArray();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            float[] flat = network.forward(inputs(all, UnaryOperator.identity()), false)
                    .toFloatArray();
            double[][] logits = new double[all.length][images.classes()];
            for (int i = 0; i < flat.length; i++) {
                logits[i / images.classes()][i % images.classes()] = flat[i];
            }
            return logits;
        }
    }
}
