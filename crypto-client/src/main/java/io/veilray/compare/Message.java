package io.veilray.compare;

import io.veilray.share.MalformedMessageException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A message as blocks of words, little endian: written to its end or read to its end. */
final class Message {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int at;

    private Message(byte[] bytes) {
        this.bytes = bytes;
    }

    static Message ofBytes(int bytes) {
        return new Message(new byte[bytes]);
    }

    static Message received(String what, byte[] message, int due) throws MalformedMessageException {
        MalformedMessageException.requireLength(what, message, due);
        return new Message(message);
    }

    void put(long[] words) {
        for (int i = 0; i < words.length; i++) {
            WORD.set(bytes, at + 8 * i, words[i]);
        }
        at += 8 * words.length;
    }

    long[] take(int words) {
        long[] out = new long[words];
        for (int i = 0; i < words; i++) {
            out[i] = (long) WORD.get(bytes, at + 8 * i);
        }
        at += 8 * words;
        return out;
    }

    /** So many bit vectors. */
    long[][] vectors(int vectors, int count) {
        long[][] out = new long[vectors][];
        for (int i = 0; i < vectors; i++) {
            out[i] = take(Bits.words(count));
        }
        return out;
    }

    /** The bytes, all of which must have been written. */
    byte[] complete() {
        if (at != bytes.length) {
            throw new IllegalStateException("a message of " + bytes.length + " bytes was filled to " + at);
        }
        return bytes;
    }
}
