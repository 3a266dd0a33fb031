package io.veilray.ot;

import io.veilray.share.MalformedMessageException;
import java.util.Arrays;

/**
 * The correlated transfers that both streams begin with, from one run of base transfers. The client chooses in the base
 * transfers and so becomes sender of the correlated ones; 128 of these, hashed, are the base transfers of the other
 * direction, in which the server has random choices: they make its Delta.
 *
 * <p>Messages: the client's base points; the server's base key, one byte and the correlations for the client as sender; the
 * correlations for the server as sender. The byte says whether the server's first choice is to be turned over, so that it
 * becomes 0 and bit 0 of Delta, its complement, 1.
 */
final class Setup implements AutoCloseable {
    private static final int CORRELATIONS_AT = BaseTransfers.POINT_BYTES + 1;

    private final CorrelatedStream sending;
    private final CorrelatedStream receiving;
    private final long[] delta = new long[2];
    private BaseTransfers.Receiver choosing;
    private BaseTransfers.Sender offering;
    /** Base transfers of the second direction: both keys at the client, the keys of its choices at the server. */
    private long[] zeros = {};

    private long[] ones = {};
    private long[] keys = {};

    Setup(CorrelatedStream sending, CorrelatedStream receiving) {
        this.sending = sending;
        this.receiving = receiving;
    }

    static int pointsBytes() {
        return BaseTransfers.COUNT * BaseTransfers.POINT_BYTES;
    }

    /** @param seedBlocks what the stream of the client as sender begins with */
    static int firstBytes(int seedBlocks) {
        return CORRELATIONS_AT + SoftSpoken.messageBytes(seedBlocks + BaseTransfers.COUNT);
    }

    /** @param seedBlocks what the stream of the server as sender begins with */
    static int secondBytes(int seedBlocks) {
        return SoftSpoken.messageBytes(seedBlocks);
    }

    /** Client, first message. */
    void writePoints(byte[] out) {
        Blocks.fillRandom(delta);
        delta[0] |= 1;
        choosing = new BaseTransfers.Receiver(new long[] {~delta[0], ~delta[1]});
        System.arraycopy(choosing.message(), 0, out, 0, out.length);
    }

    /** Server. */
    void readPoints(byte[] message) throws MalformedMessageException {
        offering = new BaseTransfers.Sender(message, 0);
    }

    /** Server, second message. */
    void writeFirst(byte[] out) {
        System.arraycopy(offering.message(), 0, out, 0, BaseTransfers.POINT_BYTES);
        int seed = receiving.seedBlocks();
        long[] blocks =
                SoftSpoken.receive(offering.zeros(), offering.ones(), seed + BaseTransfers.COUNT, out, CORRELATIONS_AT);
        offering.close();
        keys = hashed(blocks, seed, 0, 0);
        out[BaseTransfers.POINT_BYTES] = (byte) (blocks[2 * seed] & 1);
        for (int i = 0; i < BaseTransfers.COUNT; i++) {
            delta[i >> 6] |= (~blocks[2 * (seed + i)] & 1) << i;
        }
        delta[0] |= 1;
        receiving.begin(cut(blocks, seed), null);
    }

    /** Client. */
    void readFirst(byte[] message) throws MalformedMessageException {
        int turned = message[BaseTransfers.POINT_BYTES];
        if (turned != 0 && turned != 1) {
            throw new MalformedMessageException("the turn of the first choice is " + turned + " where 0 or 1 was due");
        }
        long[] chosen = choosing.keys(message, 0);
        int seed = sending.seedBlocks();
        long[] blocks = SoftSpoken.send(chosen, delta, seed + BaseTransfers.COUNT, message, CORRELATIONS_AT);
        Arrays.fill(chosen, 0);
        zeros = hashed(blocks, seed, 0, 0);
        ones = hashed(blocks, seed, delta[0], delta[1]);
        if (turned == 1) {
            for (int word = 0; word < 2; word++) {
                long zero = zeros[word];
                zeros[word] = ones[word];
                ones[word] = zero;
            }
        }
        sending.begin(cut(blocks, seed), delta);
    }

    /** Client, third message, its front. */
    void writeSecond(byte[] out) {
        receiving.begin(SoftSpoken.receive(zeros, ones, receiving.seedBlocks(), out, 0), null);
    }

    /** Server. */
    void readSecond(byte[] message) {
        sending.begin(SoftSpoken.send(keys, delta, sending.seedBlocks(), message, 0), delta);
    }

    /** Delta is the stream's to wipe, once it has it. */
    @Override
    public void close() {
        Arrays.fill(zeros, 0);
        Arrays.fill(ones, 0);
        Arrays.fill(keys, 0);
        if (offering != null) {
            offering.close();
        }
        if (choosing != null) {
            choosing.close();
        }
    }

    /** After a failure: Delta too. */
    void wipe() {
        close();
        Arrays.fill(delta, 0);
    }

    private static long[] hashed(long[] blocks, int first, long low, long high) {
        long[] keys = new long[2 * BaseTransfers.COUNT];
        try (BlockHash hash = new BlockHash()) {
            hash.hash(blocks, 2 * first, low, high, BlockHash.BASE, 0, 1, keys, 0, BaseTransfers.COUNT);
        }
        return keys;
    }

    private static long[] cut(long[] blocks, int count) {
        long[] front = Arrays.copyOf(blocks, 2 * count);
        Arrays.fill(blocks, 0);
        return front;
    }
}
