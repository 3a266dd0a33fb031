package io.veilray.compare;

/** Ring elements and bits without branches on either. Bits are longs 0 or 1. */
final class Signs {
    private Signs() {}

    /** x if the bit is one, else zero. */
    static long times(long x, long bit) {
        return x & -bit;
    }

    /** (1 - 2 bit) x: minus x if the bit is one. */
    static long flip(long x, long bit) {
        return (x ^ -bit) + bit;
    }

    /** The representative in [-2^(bits-1), 2^(bits-1)) of a ring element. */
    static long signed(long element, int bits) {
        return element << 64 - bits >> 64 - bits;
    }
}
