package io.veilray.ot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/** Blocks of 128 bits in arrays of words: block i is word 2i, the low one, and word 2i + 1. Bytes are little endian. */
final class Blocks {
    static final int BYTES = 16;
    static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Blocks() {}

    /** As many words of fresh randomness. */
    static void fillRandom(long[] words) {
        byte[] bytes = new byte[8 * words.length];
        RANDOM.nextBytes(bytes);
        read(bytes, 0, words, 0, words.length);
        java.util.Arrays.fill(bytes, (byte) 0);
    }

    static SecureRandom random() {
        return RANDOM;
    }

    static void read(byte[] from, int at, long[] to, int start, int words) {
        for (int i = 0; i < words; i++) {
            to[start + i] = (long) WORD.get(from, at + 8 * i);
        }
    }

    static void write(long[] from, int start, int words, byte[] to, int at) {
        for (int i = 0; i < words; i++) {
            WORD.set(to, at + 8 * i, from[start + i]);
        }
    }
}
