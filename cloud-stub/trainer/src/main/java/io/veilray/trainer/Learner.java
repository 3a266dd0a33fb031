package io.veilray.trainer;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** A network as it learns. */
interface Learner {
    boolean squares();

    /**
     * Logits {@code [image][class]} of images {@code [image][channel][row][column]} that are learnt from now; adds to a list
     * what every stage squares, or makes by ReLU.
     */
    NDArray learn(NDArray images, List<NDArray> maps);

    /** What the optimiser changes, in a fixed order. */
    List<NDArray> trainable();

    /** As it is used. */
    TrainableNetwork inUse();
}
