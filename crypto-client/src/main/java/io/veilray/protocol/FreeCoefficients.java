package io.veilray.protocol;

import io.veilray.packing.ConvPacking;
import io.veilray.packing.Tile;
import io.veilray.protocol.NetworkPacking.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which coefficients of each upload carry an entry of a mask for the first time, so that encryption may choose it; both
 * sides walk through the uploads in their fixed order. Entries that a halo, or another layer, reads again are no longer
 * free, and padding never is.
 */
final class FreeCoefficients {
    private final NetworkPacking packing;
    /** Entries met so far, a set for each tensor. */
    private final List<BitSet> met = new ArrayList<>();

    FreeCoefficients(NetworkPacking packing) {
        this.packing = packing;
        for (int i = 0; i < packing.shape().rounds(); i++) {
            met.add(new BitSet(packing.shape().tensor(i).size()));
        }
    }

    /** In ascending order, for the upload that is next in the fixed order. */
    int[] next(Place upload) {
        ConvPacking layer = packing.layer(upload.layer());
        List<LinearTerm> terms = packing.shape().layers().get(upload.layer()).terms();
        Tile tile = layer.tiles().get(upload.tile());
        int[] found = new int[packing.parameters().degree()];
        int[] count = {0};
        layer.forEachEntry(tile, upload.index(), (coefficient, input, entry) -> {
            BitSet tensor = met.get(terms.get(input).tensor());
            if (!tensor.get(entry)) {
                tensor.set(entry);
                found[count[0]++] = coefficient;
            }
        });
        return Arrays.copyOf(found, count[0]);
    }
}
