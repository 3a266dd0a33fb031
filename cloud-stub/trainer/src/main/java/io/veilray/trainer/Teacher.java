package io.veilray.trainer;

import ai.djl.ndarray.NDArray;
import io.veilray.cloud.model.CheckedModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Networks whose mean probabilities another one learns in place of the labels (Hinton, Vinyals, Dean, "Distilling the
 * knowledge in a neural network", 2015), at temperature 1: they were trained with smoothed labels and are soft already. One that
 * still has its batch norm speaks of each batch as it learnt to, by that batch's own figures.
 */
record Teacher(List<TrainableNetwork> networks) {

    /** The network in a file of that architecture. */
    static FrozenNetwork read(CheckedModel model, Architecture architecture) {
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
        return new FrozenNetwork(architecture, layers);
    }

    /** What they say in place of targets {@code [image][class]}, whose rows keep their weights. */
    NDArray targets(NDArray targets, NDArray inputs) {
        NDArray said = targets.zerosLike();
        for (TrainableNetwork network : networks) {
            said = said.add(network.forward(inputs, true).softmax(1));
        }
        return said.mul(targets.sum(new int[] {1}, true)).div(networks.size());
    }
}
