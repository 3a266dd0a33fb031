package io.veilray.ot;

import java.util.Arrays;

/**
 * Pads from correlated blocks: the sender's two of transfer i are H(i, q) and H(i, q xor Delta), the receiver's is H(i, t)
 * with t = q xor (choice Delta).
 */
final class Pads implements AutoCloseable {
    private final FixedKeyHash hash = new FixedKeyHash();
    private final CorrelatedStream stream;

    Pads(CorrelatedStream stream) {
        this.stream = stream;
    }

    /** The next transfers at the sender. */
    void both(int count, long[] zeros, long[] ones) {
        stream.requireReady(count);
        long[] delta = stream.delta();
        for (int done = 0; done < count; ) {
            int batch = stream.prepare(count - done);
            hash(batch, 0, 0, zeros, done);
            hash(batch, delta[0], delta[1], ones, done);
            stream.advance(batch);
            done += batch;
        }
    }

    /** The next transfers at the receiver. */
    void chosen(int count, long[] choices, long[] pads) {
        stream.requireReady(count);
        Arrays.fill(choices, 0, (count + 63) / 64, 0);
        for (int done = 0; done < count; ) {
            int batch = stream.prepare(count - done);
            hash(batch, 0, 0, pads, done);
            choose(stream.blocks(), stream.at(), choices, done, batch);
            stream.advance(batch);
            done += batch;
        }
    }

    private void hash(int count, long low, long high, long[] pads, int done) {
        hash.hash(
                stream.blocks(), stream.at(), low, high, FixedKeyHash.PAD, stream.position(), 1, pads, 2 * done, count);
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
