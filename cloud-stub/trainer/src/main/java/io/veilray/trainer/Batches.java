package io.veilray.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Hands one split to the engine, a batch of image indexes at a time. */
record Batches(LabelledImages images, NDManager manager) {
    private static final int SURVEYED = 64;

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

    /** That many images at equal distances. */
    NDArray some(int count) {
        int[] batch = IntStream.range(0, count)
                .map(i -> (int) ((long) i * images.size() / count))
                .toArray();
        return inputs(batch, UnaryOperator.identity());
    }

    /** The largest magnitude of each channel of each stage before it is squared, {@code [stage][channel]}. */
    double[][] largestSums(TrainableNetwork network) {
        int[] channels = network.channels();
        double[][] largest = IntStream.of(channels).mapToObj(double[]::new).toArray(double[][]::new);
        for (int at = 0; at < images.size(); at += SURVEYED) {
            int[] batch =
                    IntStream.range(at, Math.min(at + SURVEYED, images.size())).toArray();
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                List<NDArray> sums = new ArrayList<>();
                network.forward(inputs(batch, UnaryOperator.identity()), false, sums);
                for (int stage = 0; stage < largest.length; stage++) {
                    NDArray map = sums.get(stage)
                            .abs()
                            .max(new int[] {3})
                            .max(new int[] {2})
                            .max(new int[] {0});
                    for (int c = 0; c < channels[stage]; c++) {
                        largest[stage][c] = Math.max(largest[stage][c], map.getFloat(c));
                    }
                }
            }
        }
        return largest;
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
