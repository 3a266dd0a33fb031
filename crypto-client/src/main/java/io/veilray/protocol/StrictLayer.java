package io.veilray.protocol;

import io.veilray.compare.ReluShape;
import io.veilray.protocol.Nonlinear.MaxPool;
import io.veilray.protocol.Nonlinear.Relu;
import java.util.ArrayList;
import java.util.List;

/**
 * What strict mode does after one layer's sums: the levels of its max pools, then one ReLU. ReLU and max commute, so the
 * order of the model does not matter, and the ReLU comes last, where fewest values are left.
 *
 * @param gadgets one for every level that compares, then the ReLU, which also leaves the result modulo 2^l
 */
record StrictLayer(List<MaxLevel> levels, List<ReluShape> gadgets) {
    /** @throws IllegalArgumentException naming the layer if strict mode cannot run it */
    static StrictLayer of(LayerShape layer, int comparedBits, int ringBits) {
        List<MaxLevel> levels = new ArrayList<>();
        boolean relu = false;
        TensorShape map = layer.linearOutput();
        for (Nonlinear operation : layer.nonlinear()) {
            if (operation instanceof MaxPool pool) {
                levels.addAll(MaxTree.of(pool.window(), map));
            } else if (operation instanceof Relu) {
                relu = true;
            } else {
                throw refused(layer, "has " + operation + ": only ReLU and max pooling can be compared");
            }
            map = operation.output(map);
        }
        if (!relu) {
            throw refused(layer, "has no ReLU, with which its sums would be rounded");
        }
        List<ReluShape> gadgets = new ArrayList<>();
        for (MaxLevel level : levels) {
            if (level.comparisons() > TensorShape.MAX_SIZE) {
                throw refused(
                        layer, "compares " + level.comparisons() + " pairs at once: at most " + TensorShape.MAX_SIZE);
            }
            if (level.comparisons() > 0) {
                gadgets.add(new ReluShape((int) level.comparisons(), comparedBits, comparedBits));
            }
        }
        gadgets.add(new ReluShape(map.size(), comparedBits, ringBits));
        return new StrictLayer(List.copyOf(levels), List.copyOf(gadgets));
    }

    private static IllegalArgumentException refused(LayerShape layer, String reason) {
        return new IllegalArgumentException("layer " + layer.name() + " cannot run in strict mode: it " + reason);
    }
}
