package io.veilray.share;

/**
 * Additive sharing modulo 2^l: a value is the sum of two ring elements of which each alone is uniform. Elements are held
 * in [0, 2^l).
 *
 * @param bits l, from 1 to 62
 */
public record Shares(int bits) {
    public Shares {
        if (bits < 1 || bits > 62) {
            throw new IllegalArgumentException("ring bits " + bits + ": must be from 1 to 62");
        }
    }

    private long mask() {
        return (1L << bits) - 1;
    }

    /** The ring element congruent to a signed integer. */
    public long element(long value) {
        return value & mask();
    }

    /** The representative in [-2^(l-1), 2^(l-1)). */
    public long signed(long element) {
        return element << 64 - bits >> 64 - bits;
    }

    /** values - masks, element by element: what may be sent when the masks are uniform, secret and used once. */
    public long[] hide(long[] values, long[] masks) {
        requireSameLength(values, masks);
        long[] out = new long[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = element(values[i] - masks[i]);
        }
        return out;
    }

    /** The signed values of which the two arrays are shares. */
    public long[] combine(long[] a, long[] b) {
        requireSameLength(a, b);
        long[] out = new long[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = signed(a[i] + b[i]);
        }
        return out;
    }

    private static void requireSameLength(long[] a, long[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "shares of " + a.length + " and " + b.length + " elements: lengths must be equal");
        }
    }
}
