package io.veilray.protocol;

import io.veilray.compare.CarryShape;
import io.veilray.compare.Gadget;
import io.veilray.compare.ReluShape;
import io.veilray.compare.SquareShape;
import io.veilray.ot.Transfers;
import io.veilray.protocol.Nonlinear.MaxPool;
import io.veilray.protocol.Nonlinear.Relu;
import io.veilray.protocol.Nonlinear.Square;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done on shares after one layer's sums. In strict mode the levels of its max pools, then one ReLU: ReLU and max
 * commute, so the order of the model does not matter, and the ReLU comes last, where fewest values are left. In quadratic
 * mode one square.
 *
 * @param gadgets the carry of faithful truncation, if the network's rules ask for it, one for every level that compares,
 *     then the ReLU or the square, which also leaves the result modulo 2^l; after the logits, those of levels alone
 */
record StrictLayer(List<MaxLevel> levels, List<Gadget> gadgets) {
    /** Of one pool: that of 3 rows and columns on a map of 4096x4096 has 16,380. */
    private static final int MOST_INDICES = 1 << 14;

    /** @throws IllegalArgumentException naming the layer if the network's mode cannot run it */
    static StrictLayer of(LayerShape layer, NetworkShape network) {
        return network.mode() == NonlinearMode.QUADRATIC ? square(layer, network) : compare(layer, network);
    }

    private static StrictLayer square(LayerShape layer, NetworkShape network) {
        if (!layer.nonlinear().equals(List.of(new Square()))) {
            throw refused(layer, network, "is followed by " + layer.nonlinear() + " where one square must be");
        }
        int fraction = network.activationBits();
        try {
            Gadget square = new SquareShape(layer.linearOutput().size(), bits(network), network.ringBits(), fraction);
            return new StrictLayer(List.of(), List.of(square));
        } catch (IllegalArgumentException e) {
            throw refused(layer, network, "needs " + e.getMessage());
        }
    }

    /** Of a truncated sum. */
    private static int bits(NetworkShape network) {
        return network.ringBits() - network.weightBits();
    }

    private static StrictLayer compare(LayerShape layer, NetworkShape network) {
        List<MaxLevel> levels = new ArrayList<>();
        boolean relu = false;
        long most = Transfers.MOST_READY / new ReluShape(1, bits(network), bits(network)).clientReceives();
        long compared = 0;
        TensorShape map = layer.linearOutput();
        for (Nonlinear operation : layer.nonlinear()) {
            if (operation instanceof MaxPool pool) {
                compared += MaxTree.comparisons(pool.window(), map);
                if (compared > most) { // before levels of that size are made
                    throw refused(layer, network, "compares " + compared + " pairs: at most " + most);
                }
                long indices = MaxTree.indices(pool.window(), map);
                if (indices > MOST_INDICES) {
                    throw refused(
                            layer,
                            network,
                            "has a pool of " + indices + " pairs along its axes: at most " + MOST_INDICES);
                }
                levels.addAll(MaxTree.of(pool.window(), map));
            } else if (operation instanceof Relu) {
                relu = true;
            } else {
                throw refused(layer, network, "has " + operation + ": only ReLU and max pooling can be compared");
            }
            map = operation.output(map);
        }
        if (!relu) {
            throw refused(layer, network, "has no ReLU, with which its sums would be rounded");
        }
        List<Gadget> gadgets = new ArrayList<>();
        if (network.rules().faithful()) {
            gadgets.add(new CarryShape(layer.linearOutput().size(), network.weightBits(), bits(network)));
        }
        for (MaxLevel level : levels) {
            if (level.comparisons() > TensorShape.MAX_SIZE) {
                throw refused(
                        layer,
                        network,
                        "compares " + level.comparisons() + " pairs at once: at most " + TensorShape.MAX_SIZE);
            }
            if (level.comparisons() > 0) {
                gadgets.add(new ReluShape((int) level.comparisons(), bits(network), bits(network)));
            }
        }
        gadgets.add(new ReluShape(map.size(), bits(network), network.ringBits()));
        return new StrictLayer(List.copyOf(levels), List.copyOf(gadgets));
    }

    private static IllegalArgumentException refused(LayerShape layer, NetworkShape network, String reason) {
        return new IllegalArgumentException(
                "layer " + layer.name() + " cannot run in " + network.mode().word() + " mode: it " + reason);
    }
}
