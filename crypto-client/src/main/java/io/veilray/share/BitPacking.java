package io.veilray.share;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Integers of w bits, w from 1 to 62, as bytes: entry i takes bits i w to i w + w - 1, bit k being bit k mod 8 of byte
 * k / 8. The length is exact and unused bits are zero, so that every array has one encoding only.
 */
public final class BitPacking {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private BitPacking() {}

    /** Bytes that {@code count} entries take. */
    public static int packedBytes(int count, int bits) {
        if (count < 0 || bits < 1 || bits > 62) {
            throw new IllegalArgumentException(
                    count + " entries of " + bits + " bits: count must be at least 0, bits from 1 to 62");
        }
        return Math.toIntExact(((long) count * bits + 7) / 8);
    }

    /** Packs entries, each in [0, 2^bits). */
    public static byte[] pack(long[] values, int bits) {
        byte[] out = new byte[packedBytes(values.length, bits)];
        pack(values, bits, out, 0);
        return out;
    }

    /** Packs into {@code out} from byte {@code offset} on. */
    public static void pack(long[] values, int bits, byte[] out, int offset) {
        long word = 0;
        int held = 0;
        int at = offset;
        long seen = 0;
        for (long value : values) {
            seen |= value;
            word |= value << held;
            held += bits;
            if (held >= 64) {
                WORD.set(out, at, word);
                at += 8;
                held -= 64;
                word = value >>> bits - held;
            }
        }
        if (seen >>> bits != 0) {
            throw new IllegalArgumentException("an entry to pack has more than " + bits + " bits");
        }
        for (; held > 0; held -= 8) {
            out[at++] = (byte) word;
            word >>>= 8;
        }
    }

    /**
     * Reads {@code count} entries.
     *
     * @throws IllegalArgumentException if the length is not exact or an unused bit is set
     */
    public static long[] unpack(byte[] packed, int count, int bits) {
        int wanted = packedBytes(count, bits);
        if (packed.length != wanted) {
            throw new IllegalArgumentException(packed.length + " bytes for " + count + " entries of " + bits
                    + " bits: must be " + wanted + " bytes");
        }
        long[] out = new long[count];
        unpack(packed, 0, bits, out);
        return out;
    }

    /** Fills {@code out} from exactly the bytes it takes, from {@code offset} on. */
    public static void unpack(byte[] packed, int offset, int bits, long[] out) {
        int end = offset + packedBytes(out.length, bits);
        long mask = (1L << bits) - 1;
        long word = 0;
        int held = 0;
        int at = offset;
        for (int i = 0; i < out.length; i++) {
            if (held >= bits) {
                out[i] = word & mask;
                word >>>= bits;
                held -= bits;
            } else {
                long next = at + 8 <= end ? (long) WORD.get(packed, at) : lastWord(packed, at, end);
                at += 8;
                out[i] = (word | next << held) & mask;
                word = next >>> bits - held;
                held += 64 - bits;
            }
        }
        if (word != 0) {
            throw new IllegalArgumentException("unused bits at the end are set: they must be zero");
        }
    }

    private static long lastWord(byte[] packed, int at, int end) {
        long word = 0;
        for (int i = end - 1; i >= at; i--) {
            word = word << 8 | packed[i] & 0xff;
        }
        return word;
    }
}
