package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.share.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The client's end of {@link SquareShape squares}: knows its shares and the shares it wants before the server's exist.
 * Sends {@link #corrections}, accepts the server's, and then answers once. Names below are those of {@link SquareShape}.
 *
 * <p><b>Its share of y^2.</b> With q the sender's pad of choice 0 and q' its pad of choice 1, after the corrected choices:
 * of A' sigma it holds x, the sum over the bits i of A' of 2^i times its pad of bit i, corrected where the bit is set; of
 * tC omega its pad z of bit k - 1. As sender of rho V with pads p and p' it sent p - p' + V and holds -p. So its share is
 * <pre>A^2 + 2 (A' (B + sigma) - x) + 2^k (tC (X + omega) - z) + 2^(k+1) (e V - (1 - 2e) p)</pre>
 * of which A^2 - 2x - 2^k z - 2^(k+1) p is known beforehand. The wanted share r of the result is taken off in advance too:
 * 2^f r less does not change the low f bits, so it leaves r less when they are dropped.
 *
 * <p><b>Guarantees</b>: with a uniform wanted share every message is uniform to the server; answers once; wiped after
 * the answer, by {@link #write}, after a message of wrong length and by {@link #close}. <b>Does not guarantee</b> anything about a server that deviates, beyond lengths. One
 * thread at a time.
 */
public final class SquareClient implements GadgetClient {
    /** Numbers whose pads are taken at a time: about 100 kB of them. */
    static final int BLOCK = 256;

    private enum State {
        MADE,
        CORRECTED,
        READY,
        OVER
    }

    private final SquareShape shape;
    private State state;
    private byte[] corrections = {};
    /** Modulo 2^m, what is known of the share of y^2 less 2^f times the wanted share. */
    private long[] known = {};
    /** A in the low k bits, above it p modulo 2^(m-k-2). */
    private long[] kept = {};
    /** Both of them for each number, when complete. */
    private byte[] stored = {};

    /**
     * Takes its pads at once.
     *
     * @param input shares, in [0, 2^bits)
     * @param output the shares it wants to end with, in [0, 2^outBits): uniform, for these squares only
     */
    public SquareClient(SquareShape shape, long[] input, long[] output, PadReceiver receiving, PadSender sending) {
        this.shape = shape;
        RingCheck.require("input", input, shape.count(), shape.bits());
        RingCheck.require("output", output, shape.count(), shape.outBits());
        known = new long[shape.count()];
        kept = new long[shape.count()];
        corrections = prepare(input, output, receiving, sending);
        state = State.MADE;
    }

    private SquareClient(SquareShape shape, byte[] stored) {
        this.shape = shape;
        this.stored = stored;
        state = State.READY;
    }

    private byte[] prepare(long[] input, long[] output, PadReceiver receiving, PadSender sending) {
        int bits = shape.bits();
        int block = Math.min(BLOCK, shape.count());
        long[] choices = new long[(block * bits + 63) / 64];
        long[] pads = new long[2 * block * bits];
        long[] zeros = new long[2 * block];
        long[] ones = new long[2 * block];
        BitWriter out = new BitWriter(shape.clientCorrectionBytes());
        for (int done = 0; done < shape.count(); done += block) {
            int n = Math.min(block, shape.count() - done);
            receiving.take(n * bits, choices, pads);
            sending.take(n, zeros, ones);
            for (int j = 0; j < n; j++) {
                long share = input[done + j];
                long p = zeros[2 * j];
                keep(done + j, share, p, output[done + j], pads, j * bits);
                long difference = p - ones[2 * j] + signed(share) & (1L << shape.signBits()) - 1;
                out.put(share ^ extract(choices, j * bits, bits) | difference << bits, bits + shape.signBits());
            }
        }
        wipe(choices, pads, zeros, ones);
        return out.finish();
    }

    private void keep(int i, long share, long p, long wanted, long[] pads, int first) {
        int bits = shape.bits();
        long x = 0;
        for (int bit = 0; bit < bits - 1; bit++) {
            x += pads[2 * (first + bit)] << bit;
        }
        long z = pads[2 * (first + bits - 1)];
        long a = share << 64 - bits >> 64 - bits;
        known[i] = a * a - 2 * x - (z << bits) - (p << bits + 1) - (wanted << shape.fractionBits());
        kept[i] = share | (p & (1L << shape.signBits() - 1) - 1) << bits;
    }

    /** V: the low bits of the share if its sign is set. */
    private long signed(long share) {
        int low = shape.bits() - 1;
        return -(share >>> low) & share & (1L << low) - 1;
    }

    private static long extract(long[] words, int at, int width) {
        int shift = at & 63;
        long value = words[at >> 6] >>> shift;
        if (shift + width > 64) {
            value |= words[(at >> 6) + 1] << 64 - shift;
        }
        return value & (1L << width) - 1;
    }

    /** What the server needs offline; once. */
    @Override
    public byte[] corrections() {
        require(State.MADE, "corrections");
        byte[] message = corrections;
        corrections = new byte[0];
        state = State.CORRECTED;
        return message;
    }

    /** The server's corrections, after which it is ready. */
    @Override
    public void accept(byte[] serverCorrections) throws MalformedMessageException {
        require(State.CORRECTED, "accept");
        BitReader in = received("the server's corrections", serverCorrections, shape.serverCorrectionBits());
        BitWriter out = new BitWriter((int) shape.clientStoredBytes());
        long mask = (1L << shape.wideBits()) - 1;
        for (int i = 0; i < known.length; i++) {
            out.put(known[i] - 2 * corrected(in, kept[i]) & mask, shape.wideBits());
            out.put(kept[i], shape.wideBits() - 2);
        }
        stored = out.finish();
        wipe(known, kept);
        state = State.READY;
    }

    /** What the corrections of one number add to x: where bit i of the share is set, 2^i times that of i. */
    private long corrected(BitReader in, long share) {
        long sum = 0;
        for (int bit = 1; bit < shape.bits() - 1; bit++) {
            sum += in.take(shape.sigmaBits() - bit) << bit & -(share >>> bit & 1);
        }
        return sum;
    }

    /** Flight 1, the answer to flight 0; once. */
    @Override
    public byte[] answer(byte[] serverMessage) throws MalformedMessageException {
        require(State.READY, "answer");
        BitReader in = received("the server's message", serverMessage, shape.sigmaBits() + shape.omegaBits() + 1);
        BitReader own = new BitReader(stored);
        BitWriter out = new BitWriter(shape.flightBytes(1));
        int bits = shape.bits();
        long wide = (1L << shape.wideBits()) - 1;
        for (int i = 0; i < shape.count(); i++) {
            long share = own.take(shape.wideBits());
            long both = own.take(shape.wideBits() - 2);
            long low = both & (1L << bits - 1) - 1;
            long sign = -(both >>> bits - 1 & 1);
            share += 2 * low * in.take(shape.sigmaBits());
            share += (in.take(shape.omegaBits()) & sign) << bits;
            share += ((sign & low) + 2 * (both >>> bits) & -in.take(1)) << bits + 1;
            out.put((share & wide) >>> shape.fractionBits(), shape.outBits());
        }
        close();
        return out.finish();
    }

    private BitReader received(String what, byte[] message, int bits) throws MalformedMessageException {
        try {
            return BitReader.ofMessage(what, message, shape.count(), bits);
        } catch (MalformedMessageException e) {
            close();
            throw e;
        }
    }

    /** Moves everything out, exactly {@link SquareShape#clientStoredBytes} secret bytes, when ready. */
    @Override
    public void write(ByteBuffer out) {
        require(State.READY, "write");
        requireRoom(shape, out);
        out.put(stored);
        close();
    }

    /** What {@link #write} wrote. Whoever reads the same bytes twice breaks what this class is for. */
    public static SquareClient read(SquareShape shape, ByteBuffer in) {
        requireRoom(shape, in);
        byte[] stored = new byte[(int) shape.clientStoredBytes()];
        in.get(stored);
        return new SquareClient(shape, stored);
    }

    private static void requireRoom(SquareShape shape, ByteBuffer buffer) {
        if (buffer.remaining() < shape.clientStoredBytes()) {
            throw new IllegalArgumentException(
                    "buffer with " + buffer.remaining() + " bytes left: must be at least " + shape.clientStoredBytes());
        }
    }

    private void require(State due, String step) {
        if (state != due) {
            throw new IllegalStateException(step + " of a square that is " + state + ": must be " + due);
        }
    }

    static void wipe(long[]... arrays) {
        for (long[] array : arrays) {
            Arrays.fill(array, 0);
        }
    }

    @Override
    public void close() {
        wipe(known, kept);
        Arrays.fill(stored, (byte) 0);
        Arrays.fill(corrections, (byte) 0);
        state = State.OVER;
    }

    @Override
    public String toString() {
        return "SquareClient";
    }
}
