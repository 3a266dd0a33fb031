package io.veilray.cloud.model;

import io.veilray.protocol.Nonlinear;
import java.util.List;

/**
 * Which networks strict mode can run: every layer but the last ends in one ReLU and any number of maximum pools, in any
 * order since they commute; the last is linear, or linear and then the average of its whole map.
 */
final class StrictRules {
    private StrictRules() {}

    /** @throws ModelException naming the first layer that cannot be run and what to do */
    static void requireRunnable(List<LinearSum> layers) throws ModelException {
        for (LinearSum layer : layers.subList(0, layers.size() - 1)) {
            long averages = layer.operations().stream()
                    .filter(operation -> operation instanceof Nonlinear.AveragePool)
                    .count();
            long relus = layer.operations().stream()
                    .filter(operation -> operation instanceof Nonlinear.Relu)
                    .count();
            if (averages > 0) {
                throw refusal(
                        layer,
                        "averages between layers",
                        "use maximum pooling or a stride there, or average before the ReLU, which becomes part of the"
                                + " convolution");
            }
            if (relus == 0) {
                throw refusal(layer, "makes a tensor without ReLU", "put one ReLU behind it");
            }
            if (relus > 1) {
                throw refusal(layer, "has " + relus + " ReLUs", "leave one of them");
            }
        }
    }

    private static ModelException refusal(LinearSum layer, String reason, String change) {
        return new ModelException("layer " + layer.name() + " " + reason + ", which strict mode cannot run: " + change
                + ", or allow only \"masked\" on the card");
    }
}
