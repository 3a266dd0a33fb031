package io.veilray.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.veilray.cloud.model.CheckedModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A shipped network whose probabilities another one learns beside the labels (Hinton, Vinyals, Dean, "Distilling the
 * knowledge in a neural network", 2015), at temperature 1: it was trained with smoothed labels and is soft already.
 *
 * @param share what its word weighs, from 0 to 1; the rest is the label's
 */
record Teacher(FrozenNetwork frozen, TrainableNetwork network, float share) {

    /** The network in a file of that architecture. */
    static Teacher of(CheckedModel model, Architecture architecture, float share, NDManager manager) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < model.shape().rounds(); i++) {
            float[] kernel = model.weights(i, 0);
            float[] bias = model.bias(i);
            boolean dense = i == architecture.stages().size();
            int side = dense
                    ? architecture.denseSizePx()
                    : architecture.stages().get(i).kernel();
            layers.add(Layer.of(kernel, bias, side * side));
        }
        FrozenNetwork frozen = new FrozenNetwork(architecture, layers);
        return new Teacher(frozen, TrainableNetwork.of(frozen, manager), share);
    }

    /** Targets {@code [image][class]}, each row of any weight, with the teacher's probabilities mixed in. */
    NDArray mixed(NDArray targets, NDArray inputs) {
        NDArray weights = targets.sum(new int[] {1}, true);
        NDArray said = network.forward(inputs, false).softmax(1).mul(weights);
        return targets.mul(1 - share).add(said.mul(share));
    }
}
