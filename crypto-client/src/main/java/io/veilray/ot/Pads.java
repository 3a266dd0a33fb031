package io.veilray.ot;

import java.util.Arrays;

/**
 * Pads from correlated blocks: the sender's two of transfer i are H(i, q) and H(i, q xor Delta), the receiver's is H(i, t)
 * with t = q xor (choice Delta).
 */
final class Pads implements AutoCloseable {
    private final BlockHash hash = new BlockHash();
    private final CorrelatedStream stream;

    Pads(CorrelatedStream stream) {
        this.stream = stream;
    }

    /** The next transfers at the sender. */
    void both(int count, long[] zeros, long[] ones) {
        stream.requireReady(count);
        requireRoom("zero pads", 2L * count, zeros);
        requireRoom("one pads", 2L * count, ones);
        long[] delta = stream.delta();
        for (int done = 0; done < count; ) {
            int batch = stream.prepare(count - done);
            stream.key(hash);
            hash(batch, 0, 0, zeros, done);
            hash(batch, delta[0], delta[1], ones, done);
            stream.advance(batch);
            done += batch;
        }
    }

    /** The next transfers at the receiver. */
    void chosen(int count, long[] choices, long[] pads) {
        stream.requireReady(count);
        requireRoom("choices", (count + 63L) / 64, choices);
        requireRoom("pads", 2L * count, pads);
        Arrays.fill(choices, 0, (int) ((count + 63L) / 64), 0);
        for (int done = 0; done < count; ) {
            int batch = stream.prepare(count - done);
            stream.key(hash);
            hash(batch, 0, 0, pads, done);
            choose(stream.blocks(), stream.at(), choices, done, batch);
            stream.advance(batch);
            done += batch;
        }
    }

    /** Before anything is taken: half a take would leave the two sides apart. */
    private static void requireRoom(String what, long words, long[] array) {
        if (array.length < words) {
            throw new IllegalArgumentException("room for " + what + " of " + array.length + " words: must be " + words);
        }
    }

    private void hash(int count, long low, long high, long[] pads, int done) {
        hash.hash(stream.blocks(), stream.at(), low, high, BlockHash.PAD, stream.position(), 1, pads, 2 * done, count);
    }

    private static void choose(long[] blocks, int at, long[] choices, int first, int count) {
        for (int i = 0; i < count; i++) {
            choices[first + i >> 6] |= (blocks[at + 2 * i] & 1) << first + i;
        }
    }

    @Override
    public void close() {
        hash.close();
    }
}
