package io.veilray.cloud.model;

import io.veilray.protocol.Nonlinear;
import java.util.List;

/**
 * Which networks strict and quadratic mode can run. In strict mode every layer but the last ends in one ReLU and any number of maximum pools, in any
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

    /**
     * The same for quadratic mode, whose hidden layers end in a square and do nothing else.
     *
     * @throws ModelException naming the first layer that cannot be run and what to do
     */
    static void requireSquares(List<LinearSum> layers) throws ModelException {
        for (LinearSum layer : layers.subList(0, layers.size() - 1)) {
            if (layer.linear()) {
                throw new ModelException(
                        "layer " + layer.name() + " makes a tensor without a square, which quadratic mode"
                                + " cannot run: put one square behind it, average before squares and not after them, and take shortcuts from squares only");
            }
            if (!layer.operations().equals(List.of(new Nonlinear.Square()))) {
                throw new ModelException(
                        "layer " + layer.name() + " does more than square its sums, which quadratic mode"
                                + " cannot run: use squares in place of ReLU, and average pooling before a square in place of"
                                + " maximum pooling");
            }
        }
    }

    private static ModelException refusal(LinearSum layer, String reason, String change) {
        return new ModelException("layer " + layer.name() + " " + reason + ", which strict mode cannot run: " + change
                + ", or allow only \"masked\" on the card");
    }
}
