package io.veilray.ot;

/** Turns 128 columns of bits into blocks. */
final class BitMatrix {
    private static final long[] MASKS = {
        0x5555555555555555L,
        0x3333333333333333L,
        0x0f0f0f0f0f0f0f0fL,
        0x00ff00ff00ff00ffL,
        0x0000ffff0000ffffL,
        0x00000000ffffffffL
    };

    private BitMatrix() {}

    /**
     * Bit c of block r becomes bit r of column c.
     *
     * @param columns 128 rows of words, all of one length
     */
    static long[] blocks(long[][] columns) {
        int words = columns[0].length;
        long[] blocks = new long[128 * words];
        long[] square = new long[64];
        for (int w = 0; w < words; w++) {
            for (int half = 0; half < 2; half++) {
                for (int c = 0; c < 64; c++) {
                    square[c] = columns[64 * half + c][w];
                }
                transpose(square);
                for (int r = 0; r < 64; r++) {
                    blocks[2 * (64 * w + r) + half] = square[r];
                }
            }
        }
        return blocks;
    }

    /** In place: bit j of word i becomes bit i of word j. Swaps the off-diagonal quarters of ever smaller squares. */
    static void transpose(long[] square) {
        for (int step = 5; step >= 0; step--) {
            int gap = 1 << step;
            long mask = MASKS[step];
            for (int i = 0; i < 64; i++) {
                if ((i & gap) == 0) {
                    long swapped = (square[i] >>> gap ^ square[i + gap]) & mask;
                    square[i] ^= swapped << gap;
                    square[i + gap] ^= swapped;
                }
            }
        }
    }
}
