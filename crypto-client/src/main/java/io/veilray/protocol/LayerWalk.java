package io.veilray.protocol;

import java.util.Arrays;

/**
 * One side's way through the comparisons of one layer, on its shares alone. {@link #input} and {@link #take} alternate;
 * the last input is that of the ReLU, whose result is the layer's. Secret; wiped by close.
 */
final class LayerWalk implements AutoCloseable {
    private final StrictLayer layer;
    private final long mask;
    private long[] values;
    private int level;

    /** @param values shares of the layer's truncated sums, which this owns from here on */
    LayerWalk(StrictLayer layer, long[] values, int bits) {
        this.layer = layer;
        this.values = values;
        this.mask = (1L << bits) - 1;
        pick();
    }

    /** Whether only the ReLU is left. */
    boolean last() {
        return level == layer.levels().size();
    }

    /** This side's input of the next comparison; the caller wipes it. */
    long[] input() {
        return last() ? values.clone() : layer.levels().get(level).differences(values, mask);
    }

    /** This side's share of what the comparison gave, except for the last one's. */
    void take(long[] positive) {
        next(positive);
        pick();
    }

    private void pick() {
        while (!last() && layer.levels().get(level).comparisons() == 0) {
            next(new long[0]);
        }
    }

    private void next(long[] positive) {
        long[] larger = layer.levels().get(level++).larger(values, positive, mask);
        Arrays.fill(values, 0);
        values = larger;
    }

    @Override
    public void close() {
        Arrays.fill(values, 0);
    }
}
