package io.veilray.compare;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;

/** What one part of a run keeps until it is used: its arrays, always the same ones in the same order. */
interface Held {
    List<long[]> content();

    static void wipe(Held part) {
        part.content().forEach(array -> Arrays.fill(array, 0));
    }

    static boolean wiped(Held part) {
        return part.content().stream().flatMapToLong(Arrays::stream).allMatch(word -> word == 0);
    }

    static long bytes(Held part) {
        return 8L * part.content().stream().mapToLong(array -> array.length).sum();
    }

    /** Words, little endian. */
    static void write(Held part, ByteBuffer out) {
        for (long[] array : part.content()) {
            words(out).put(array);
            out.position(out.position() + 8 * array.length);
        }
    }

    static void read(Held part, ByteBuffer in) {
        for (long[] array : part.content()) {
            words(in).get(array);
            in.position(in.position() + 8 * array.length);
        }
    }

    private static LongBuffer words(ByteBuffer buffer) {
        return buffer.slice().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    }
}
