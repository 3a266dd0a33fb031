package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import java.util.Arrays;

/**
 * The next transfers in both directions, a block of elements at a time so that they stay in the cache. Of each pad the
 * first word is used.
 */
final class Pads implements AutoCloseable {
    /** Elements of a block: a multiple of 64, so that blocks begin at words of bit vectors. */
    static final int BLOCK = 2048;

    final long[] choices = new long[Bits.words(BLOCK)];
    /** Pad of element i in word 2i. */
    final long[] received = new long[2 * BLOCK];

    final long[] zeros = new long[2 * BLOCK];
    final long[] ones = new long[2 * BLOCK];
    /** Room for one long an element. */
    final long[] room = new long[BLOCK];

    private final PadReceiver receiving;
    private final PadSender sending;

    Pads(PadReceiver receiving, PadSender sending) {
        this.receiving = receiving;
        this.sending = sending;
    }

    /** Fills choices and received; bits of choices beyond {@code count} are zero. */
    void receive(int count) {
        receiving.take(count, choices, received);
        if ((count & 63) != 0) {
            choices[count >>> 6] &= Bits.ones(count & 63);
        }
    }

    /** Adds the pads received to {@link #room}, by xor. */
    void addReceived(int count) {
        for (int i = 0; i < count; i++) {
            room[i] ^= received[2 * i];
        }
    }

    void send(int count) {
        sending.take(count, zeros, ones);
    }

    /** Bit b of the pad received xor bit b of the zero pad sent: this side's share of both cross products. */
    void productShare(int bit, int count, long[] out, int word) {
        for (int i = 0; i < count; i++) {
            room[i] = received[2 * i] ^ zeros[2 * i];
        }
        Bits.gather(room, 1, bit, count, out, word);
    }

    /** Turns {@code ones} into the differences of the two pads, of which the receiver knows nothing. */
    void differ(int count) {
        for (int i = 0; i < 2 * count; i++) {
            ones[i] ^= zeros[i];
        }
    }

    void differences(int bit, int count, long[] out, int word) {
        Bits.gather(ones, 2, bit, count, out, word);
    }

    @Override
    public void close() {
        Arrays.fill(choices, 0);
        Arrays.fill(received, 0);
        Arrays.fill(zeros, 0);
        Arrays.fill(ones, 0);
        Arrays.fill(room, 0);
    }
}
