package io.veilray.trainer;

import java.util.List;

/**
 * Shape of a classifier: convolutions, each followed by ReLU and, where asked, by a 2x2 max pooling of stride 2; then
 * one dense layer on the flattened map or, with a global average, on the means of its channels. Or the same of squares: the
 * pooling is an average and comes first, where it is part of the convolution, then each value is multiplied by itself.
 */
record Architecture(
        int inputChannels, int sizePx, List<Stage> stages, boolean globalAverage, int classes, boolean squares) {

    /** One convolution with a square kernel of odd side, padded so that the stride alone makes the map smaller. */
    record Stage(int channels, int kernel, int stride, boolean pool) {
        /** A 3x3 convolution that keeps the map's size. */
        Stage(int channels, boolean pool) {
            this(channels, 3, 1, pool);
        }

        /** A convolution whose stride stands in for pooling. */
        static Stage strided(int channels, int kernel, int stride) {
            return new Stage(channels, kernel, stride, false);
        }

        int padding() {
            return kernel / 2;
        }

        /** Side of the map it makes of one of that side. */
        int outputSizePx(int sizePx) {
            int convolved = Math.ceilDiv(sizePx, stride);
            return pool ? convolved / 2 : convolved;
        }

        @Override
        public String toString() {
            return kernel + "x" + kernel + (stride > 1 ? "/" + stride : "") + " " + channels + (pool ? " pool" : "");
        }
    }

    Architecture {
        stages = List.copyOf(stages);
    }

    /** One that ends in a dense layer on the flattened map. */
    Architecture(int inputChannels, int sizePx, List<Stage> stages, int classes) {
        this(inputChannels, sizePx, stages, false, classes, false);
    }

    /** One of ReLU and max pooling. */
    Architecture(int inputChannels, int sizePx, List<Stage> stages, boolean globalAverage, int classes) {
        this(inputChannels, sizePx, stages, globalAverage, classes, false);
    }

    /** The same of squares and average pooling. */
    Architecture ofSquares() {
        return new Architecture(inputChannels, sizePx, stages, globalAverage, classes, true);
    }

    /** Channels that go into a stage. */
    int inputChannels(int stage) {
        return stage == 0 ? inputChannels : stages.get(stage - 1).channels();
    }

    /** Side of the map that reaches the dense layer. */
    int denseSizePx() {
        return globalAverage ? 1 : mapSizePx();
    }

    int denseChannels() {
        return stages.getLast().channels();
    }

    private int mapSizePx() {
        int size = sizePx;
        for (Stage stage : stages) {
            size = stage.outputSizePx(size);
        }
        return size;
    }
}
