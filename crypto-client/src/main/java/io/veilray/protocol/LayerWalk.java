package io.veilray.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One side's way through the gadgets of one layer, on its shares alone: the carry if there is one, then what compares.
 * {@link #input} and {@link #take} alternate; the last input is that of the ReLU or square, whose result is the layer's, or
 * after the logits the result itself.
 * Secret; wiped by close.
 */
final class LayerWalk implements AutoCloseable {
    private final StrictLayer layer;
    private final int bits;
    private final long mask;
    private long[] values;
    /** Whose carry is still to be added to the values. */
    private long @Nullable [] low;

    private int level;

    /**
     * @param values shares of the layer's sums without their low bits; this owns them from here on
     * @param low low bits whose carry the values lack, owned too; none if the values are as they should be
     */
    LayerWalk(StrictLayer layer, long[] values, long @Nullable [] low, int bits) {
        this.layer = layer;
        this.values = values;
        this.low = low;
        this.bits = bits;
        this.mask = (1L << bits) - 1;
        pick();
    }

    /** Results but the last one's are shares modulo two to this. */
    int bits() {
        return bits;
    }

    /** Whether only the ReLU or square is left; after the logits, nothing. */
    boolean last() {
        return low == null && level == layer.levels().size();
    }

    /** This side's input of the next gadget; the caller wipes it. */
    long[] input() {
        if (low != null) {
            return low.clone();
        }
        return last() ? values.clone() : layer.levels().get(level).differences(values, mask);
    }

    /** This side's share of what the gadget gave, except for the last one's. */
    void take(long[] result) {
        if (low != null) {
            carry(result);
        } else {
            next(result);
        }
        pick();
    }

    private void carry(long[] carries) {
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] + carries[i] & mask;
        }
        wipeLow();
    }

    private void wipeLow() {
        if (low != null) {
            Arrays.fill(low, 0);
            low = null;
        }
    }

    private void pick() {
        while (low == null && !last() && layer.levels().get(level).comparisons() == 0) {
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
        wipeLow();
    }
}
