package io.veilray.compare;

import io.veilray.share.MalformedMessageException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what a {@link BitWriter} wrote. */
final class BitReader {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] in;
    private int at;
    private long word;
    /** Bits in {@link #word}, from 0 to 63; those above are zero. */
    private int held;

    BitReader(byte[] in) {
        this.in = in;
    }

    /** Of the other side's message: {@code count} groups of {@code bits} bits, the length exact and the last bits zero. */
    static BitReader ofMessage(String what, byte[] message, int count, int bits) throws MalformedMessageException {
        MalformedMessageException.requireLength(what, message, BitWriter.bytes(count, bits));
        int last = (int) ((long) count * bits & 7);
        if (last != 0 && (message[message.length - 1] & 0xff) >>> last != 0) {
            throw new MalformedMessageException(what + " has unused bits set: they must be zero");
        }
        return new BitReader(message);
    }

    /** The next number; width from 0 to 63. */
    long take(int width) {
        long mask = (1L << width) - 1;
        long value;
        if (held >= width) {
            value = word & mask;
            word >>>= width;
            held -= width;
        } else {
            long next = at + 8 <= in.length ? (long) WORD.get(in, at) : lastWord();
            at += 8;
            value = (word | next << held) & mask;
            word = next >>> width - held;
            held += 64 - width;
        }
        return value;
    }

    private long lastWord() {
        long last = 0;
        for (int i = in.length - 1; i >= at; i--) {
            last = last << 8 | in[i] & 0xff;
        }
        return last;
    }
}
