package io.veilray.compare;

/**
 * The table of one digit as a word: bit v is whether client's digit v generates with the server's digit s, v + s >= N,
 * and unless the digit is the lowest bit N + v is whether it passes a carry on, v + s = N - 1; N = 2^width. Shifts only:
 * nothing is looked up at a secret place.
 *
 * @param size N, at most 64
 * @param shift lowest bit of the digit
 * @param propagates whether there is a second half
 */
record DigitTable(int size, int shift, boolean propagates) {
    static DigitTable of(CarryPlan plan, int digit) {
        return new DigitTable(1 << plan.width(digit), plan.shift(digit), digit > 0);
    }

    /** Bits of the table: a power of two, at most 64. */
    int bits() {
        return propagates ? 2 * size : size;
    }

    int inWord() {
        return 64 / bits();
    }

    /** Words of a run of tables. */
    int words(int count) {
        return Bits.words(count, bits());
    }

    int digit(long number) {
        return (int) (number >>> shift) & size - 1;
    }

    /** Generates where v >= N - s: the upper s entries. Two shifts, since one by 64 would be none. */
    long generates(int server) {
        return -1L << size - 1 - server << 1 & Bits.ones(size);
    }

    /** Passes on where v = N - 1 - s. In the upper half, so only where there is one. */
    long passes(int server) {
        return 1L << 2 * size - 1 - server;
    }

    /** All entries of the lower half. */
    long generateHalf() {
        return Bits.ones(size);
    }

    /** All entries of the upper half; none where there is no such half. */
    long passHalf() {
        return propagates ? Bits.ones(size) << size : 0;
    }

    /** The entries, of both halves, whose number has that bit set. */
    long entriesWith(int bit) {
        long entries = 0;
        for (int v = 0; v < bits(); v++) {
            entries |= (long) (v >>> bit & 1) << v;
        }
        return entries;
    }
}
