package io.veilray.protocol;

import java.util.stream.IntStream;

/**
 * One level of a max pool's tree, along one axis of a map that is seen as {@code [outer][axis][inner]}: position j of the
 * result is the larger of positions {@code left[j]} and {@code right[j]}, or that value itself where the two are equal.
 *
 * <p>Since max(a, b) = b + ReLU(a - b), shares of the result are made of shares of the ReLU without a message. Works on
 * ring elements: differences and sums are reduced by {@code mask}.
 *
 * @param inputs positions along the axis before
 */
record MaxLevel(int outer, int inputs, int inner, int[] left, int[] right) {
    /** Comparisons of one row along the axis. */
    private int pairs() {
        return (int)
                IntStream.range(0, left.length).filter(j -> left[j] != right[j]).count();
    }

    /** Comparisons of the level: none if it only picks. */
    long comparisons() {
        return (long) outer * pairs() * inner;
    }

    /** a - b for every pair, in the order of the result. */
    long[] differences(long[] values, long mask) {
        long[] out = new long[Math.toIntExact(comparisons())];
        int at = 0;
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < left.length; j++) {
                if (left[j] != right[j]) {
                    int a = (o * inputs + left[j]) * inner;
                    int b = (o * inputs + right[j]) * inner;
                    for (int x = 0; x < inner; x++) {
                        out[at++] = values[a + x] - values[b + x] & mask;
                    }
                }
            }
        }
        return out;
    }

    /** b + ReLU(a - b) for every pair, and the values that pass on. */
    long[] larger(long[] values, long[] positive, long mask) {
        long[] out = new long[outer * left.length * inner];
        int at = 0;
        int to = 0;
        for (int o = 0; o < outer; o++) {
            for (int j = 0; j < left.length; j++) {
                int b = (o * inputs + right[j]) * inner;
                boolean pair = left[j] != right[j];
                for (int x = 0; x < inner; x++) {
                    out[to++] = pair ? values[b + x] + positive[at++] & mask : values[b + x];
                }
            }
        }
        return out;
    }
}
