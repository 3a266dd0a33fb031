package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.he.HeParameters;
import io.veilray.packing.ConvPacking;
import io.veilray.packing.Tile;
import io.veilray.protocol.NetworkPacking.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A coefficient that one side takes for free and the other does not would make every number after it a wrong one. */
class FreeCoefficientsTest {
    /** Tiles with halo, a tensor read by two layers and twice by one, and a stride that skips entries. */
    private static NetworkShape network() {
        TensorShape map = new TensorShape(2, 70, 70);
        return new NetworkShape(
                new TensorShape(3, 70, 70),
                List.of(
                        layer("tiled", map, new LinearTerm(0, 3, 3, 1, 1, 1)),
                        layer(
                                "residual",
                                map,
                                new LinearTerm(1, 3, 3, 1, 1, 1),
                                new LinearTerm(0, 1, 1, 1, 0, 0),
                                new LinearTerm(1, 1, 1, 1, 0, 0)),
                        layer("strided", new TensorShape(4, 24, 24), new LinearTerm(2, 1, 1, 3, 0, 0)),
                        layer("logits", new TensorShape(2, 1, 1), new LinearTerm(3, 24, 24, 1, 0, 0))),
                NonlinearMode.MASKED,
                32,
                10,
                12,
                0);
    }

    private static LayerShape layer(String name, TensorShape output, LinearTerm... terms) {
        return new LayerShape(name, List.of(terms), output, List.of());
    }

    /** Tensors hold the number of each entry, 1000000 tensor + entry + 1, so that packing them names what is where. */
    private static long[][] namedEntries(NetworkShape shape, int layer) {
        return shape.layers().get(layer).terms().stream()
                .map(term -> IntStream.range(0, shape.tensor(term.tensor()).size())
                        .mapToLong(entry -> 1_000_000L * term.tensor() + entry + 1)
                        .toArray())
                .toArray(long[][]::new);
    }

    @Test
    void everyEntry_isFreeWhereItIsMetFirst() {
        NetworkShape shape = network();
        NetworkPacking packing = new NetworkPacking(shape, HeParameters.N4096);
        FreeCoefficients free = new FreeCoefficients(packing);
        Set<Long> met = new HashSet<>();
        int[] total = new int[shape.rounds()];
        for (Place place : packing.places(Tile::uploads)) {
            ConvPacking layer = packing.layer(place.layer());
            long[] names =
                    layer.packInput(layer.tiles().get(place.tile()), place.index(), namedEntries(shape, place.layer()));
            List<Integer> expected = new ArrayList<>();
            for (int i = 0; i < names.length; i++) {
                if (names[i] != 0 && met.add(names[i])) {
                    expected.add(i);
                }
            }
            int[] actual = free.next(place);
            assertArrayEquals(expected.stream().mapToInt(i -> i).toArray(), actual, place.toString());
            total[place.layer()] += actual.length;
        }
        // what is read at all, each entry once: the second layer meets only the first one's output, the third one in
        // nine
        assertArrayEquals(new int[] {3 * 70 * 70, 2 * 70 * 70, 2 * 24 * 24, 4 * 24 * 24}, total);
        for (int i = 0; i < total.length; i++) {
            assertEquals(total[i], IntStream.of(packing.freeCounts(i)).sum());
        }
    }
}
