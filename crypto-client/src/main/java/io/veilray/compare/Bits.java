package io.veilray.compare;

/**
 * Bit vectors over the elements of a run: element i is bit i % 64 of word i / 64. Bits beyond the last element carry
 * nothing. Also elements of w bits one after the other, word after word, lowest bits first.
 */
final class Bits {
    private Bits() {}

    /** Words of that many entries of so many bits. */
    static int words(int count, int bits) {
        return Math.toIntExact(((long) count * bits + 63) / 64);
    }

    static int words(int count) {
        return count + 63 >>> 6;
    }

    static long ones(int bits) {
        return bits == 0 ? 0 : -1L >>> 64 - bits;
    }

    /** Bit i as 0 or 1. */
    static long bit(long[] vector, int i) {
        return vector[i >>> 6] >>> i & 1;
    }

    /** One bit of each of some longs, {@code stride} apart, into words of {@code out} from word {@code to} on. */
    static void gather(long[] from, int stride, int bit, int count, long[] out, int to) {
        for (int start = 0; start < count; start += 64) {
            int end = Math.min(count, start + 64);
            long word = 0;
            for (int i = end - 1; i >= start; i--) {
                word = word << 1 | from[i * stride] >>> bit & 1;
            }
            out[to + (start >>> 6)] = word;
        }
    }

    /** One bit of each element. */
    static long[] plane(long[] elements, int bit) {
        long[] out = new long[words(elements.length)];
        gather(elements, 1, bit, elements.length, out, 0);
        return out;
    }

    /** Turns over the bits of all elements. */
    static void complement(long[] vector, int count) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] ^= ones(Math.min(64, count - 64 * i));
        }
    }

    static void xor(long[] into, long[] other) {
        for (int i = 0; i < into.length; i++) {
            into[i] ^= other[i];
        }
    }

    /** Packs entries in [0, 2^bits), the first at bit 0 of word {@code to}. */
    static void pack(long[] values, int count, int bits, long[] out, int to) {
        long word = 0;
        int held = 0;
        int at = to;
        for (int i = 0; i < count; i++) {
            long value = values[i];
            word |= value << held;
            held += bits;
            if (held >= 64) {
                out[at++] = word;
                held -= 64;
                word = held == 0 ? 0 : value >>> bits - held;
            }
        }
        if (held > 0) {
            out[at] = word;
        }
    }

    /** Reads back what {@link #pack} wrote. */
    static void unpack(long[] packed, int from, int bits, long[] values, int count) {
        long mask = ones(bits);
        int at = from;
        int held = 0;
        for (int i = 0; i < count; i++) {
            long value = packed[at] >>> held;
            int left = held + bits - 64;
            if (left >= 0) {
                at++;
                if (left > 0) {
                    value |= packed[at] << bits - left;
                }
                held = left;
            } else {
                held += bits;
            }
            values[i] = value & mask;
        }
    }
}
