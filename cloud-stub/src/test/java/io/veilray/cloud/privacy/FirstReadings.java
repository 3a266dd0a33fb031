package io.veilray.cloud.privacy;

import io.veilray.packing.ConvPacking;
import io.veilray.packing.Tile;
import io.veilray.protocol.LinearTerm;
import io.veilray.protocol.NetworkPacking;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which coefficients of each upload are free, from the network's public form alone: those that carry an entry of a tensor
 * for the first time. Written from docs/protocol.md, not from the client's code. Asked in the order of the uploads.
 */
public final class FirstReadings {
    private final NetworkPacking packing;
    private final BitSet[] read;

    public FirstReadings(NetworkPacking packing) {
        this.packing = packing;
        this.read = IntStream.range(0, packing.shape().rounds())
                .mapToObj(i -> new BitSet())
                .toArray(BitSet[]::new);
    }

    /** In ascending order. */
    public int[] of(int layer, int tile, int upload) {
        ConvPacking conv = packing.layer(layer);
        List<LinearTerm> terms = packing.shape().layers().get(layer).terms();
        Tile part = conv.tiles().get(tile);
        BitSet found = new BitSet();
        conv.forEachEntry(part, upload, (coefficient, input, entry) -> {
            BitSet tensor = read[terms.get(input).tensor()];
            if (!tensor.get(entry)) {
                tensor.set(entry);
                found.set(coefficient);
            }
        });
        return Arrays.copyOf(found.stream().toArray(), found.cardinality());
    }
}
