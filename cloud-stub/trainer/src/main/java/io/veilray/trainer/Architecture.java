package io.veilray.trainer;

import java.util.List;

/**
 * Shape of a classifier: 3x3 convolutions of stride 1 that keep the map's size, each followed by ReLU and, where asked,
 * by a 2x2 max pooling of stride 2; then one dense layer on the flattened map.
 */
record Architecture(int inputChannels, int sizePx, List<Stage> stages, int classes) {
    static final int KERNEL = 3;

    /** One convolution. */
    record Stage(int channels, boolean pool) {}

    Architecture {
        stages = List.copyOf(stages);
    }

    /** Channels that go into a stage. */
    int inputChannels(int stage) {
        return stage == 0 ? inputChannels : stages.get(stage - 1).channels();
    }

    /** Side of the map that reaches the dense layer. */
    int denseSizePx() {
        int size = sizePx;
        for (Stage stage : stages) {
            size = stage.pool() ? size / 2 : size;
        }
        return size;
    }

    int denseChannels() {
        return stages.getLast().channels();
    }
}
