package io.veilray.compare;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers of given widths one after the other, bit i of the whole being bit i mod 8 of byte i / 8; the last bits are zero. */
final class BitWriter {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] out;
    private int at;
    private long word;
    /** Bits in {@link #word}, from 0 to 63. */
    private int held;

    BitWriter(int bytes) {
        out = new byte[bytes];
    }

    /** Bytes that {@code count} numbers of {@code bits} bits take. */
    static int bytes(int count, int bits) {
        return Math.toIntExact(((long) count * bits + 7) / 8);
    }

    /** Appends a number of [0, 2^width); width from 0 to 63. */
    void put(long value, int width) {
        word |= value << held;
        held += width;
        if (held >= 64) {
            WORD.set(out, at, word);
            at += 8;
            held -= 64;
            word = value >>> width - held;
        }
    }

    /** All that was written, which must be as long as was announced. */
    byte[] finish() {
        for (; held > 0; held -= 8) {
            out[at++] = (byte) word;
            word >>>= 8;
        }
        if (at != out.length) {
            throw new IllegalStateException(at + " bytes were written where " + out.length + " were announced");
        }
        return out;
    }
}
