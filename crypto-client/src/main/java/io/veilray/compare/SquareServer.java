package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.share.MalformedMessageException;
import java.util.Arrays;

/**
 * The server's end of {@link SquareShape squares}. Accepts the client's corrections and returns its own, all before its
 * shares exist; then begins with its shares and finishes with the client's answer. Names are those of {@link SquareShape}.
 *
 * <p><b>Its share of y^2.</b> For bit i of the client's share let q and q' be the pads of the bit being 0 and 1: those it
 * sent, exchanged where the client said that its choice differs from its bit. Sigma is q' - q of bit 0, and bit i is
 * corrected by q - q' + sigma, so the client ends with q + sigma where the bit is set and q elsewhere, and the server holds
 * -q of each. Omega is q' - q of bit k - 1, where the client has q + tC omega. Of rho V, with the client's correction
 * p - p' + V, it holds R = p + rho V: its pad, corrected where its choice rho is set. So its share is
 * <pre>B^2 + 2 (sum over the k - 1 low bits i of 2^i q) + 2^k (q of bit k - 1) + 2^(k+1) (1 - 2e) R</pre>
 *
 * <p><b>Guarantees</b>: every message is uniform to a client that keeps to the protocol; begins once; wiped when
 * finished, after a message of wrong length and by {@link #close}. <b>Does not guarantee</b> a right result of a client that deviates. One
 * thread at a time.
 */
public final class SquareServer implements GadgetServer {
    private enum State {
        MADE,
        READY,
        BEGUN,
        OVER
    }

    private final SquareShape shape;
    private final PadReceiver receiving;
    private final PadSender sending;
    private State state = State.MADE;
    /** For each number sigma, omega, rho, what is known of its share of y^2, and R. */
    private byte[] stored = {};
    /** Its shares of the result but for the client's answer. */
    private long[] results = {};

    /** Takes its pads when it accepts the client's corrections. */
    public SquareServer(SquareShape shape, PadReceiver receiving, PadSender sending) {
        this.shape = shape;
        this.receiving = receiving;
        this.sending = sending;
    }

    /** The client's corrections; its own are returned. */
    @Override
    public byte[] accept(byte[] clientCorrections) throws MalformedMessageException {
        require(State.MADE, "accept");
        int bits = shape.bits();
        BitReader in = received("the client's corrections", clientCorrections, bits + shape.signBits());
        BitWriter out = new BitWriter(shape.serverCorrectionBytes());
        BitWriter kept = new BitWriter((int) shape.serverStoredBytes());
        int block = Math.min(SquareClient.BLOCK, shape.count());
        long[] zeros = new long[2 * block * bits];
        long[] ones = new long[2 * block * bits];
        long[] choices = new long[(block + 63) / 64];
        long[] pads = new long[2 * block];
        for (int done = 0; done < shape.count(); done += block) {
            int n = Math.min(block, shape.count() - done);
            sending.take(n * bits, zeros, ones);
            receiving.take(n, choices, pads);
            for (int j = 0; j < n; j++) {
                exchange(zeros, ones, j * bits, in.take(bits));
                long known = products(zeros, ones, j * bits, out, kept);
                long rho = choices[j >> 6] >>> j & 1;
                long r = pads[2 * j] + (-rho & in.take(shape.signBits()));
                kept.put(rho, 1);
                kept.put(known & (1L << shape.wideBits()) - 1, shape.wideBits());
                kept.put(r & (1L << shape.signBits()) - 1, shape.signBits());
            }
        }
        stored = kept.finish();
        SquareClient.wipe(zeros, ones, choices, pads);
        state = State.READY;
        return out.finish();
    }

    /** Exchanges the pads of the bits that differ, without a branch. */
    private void exchange(long[] zeros, long[] ones, int first, long differs) {
        for (int bit = 0; bit < shape.bits(); bit++) {
            int at = 2 * (first + bit);
            long change = (zeros[at] ^ ones[at]) & -(differs >>> bit & 1);
            zeros[at] ^= change;
            ones[at] ^= change;
        }
    }

    /** Writes the corrections of one number, keeps sigma and omega, and returns twice the sum and the term of bit k - 1. */
    private long products(long[] zeros, long[] ones, int first, BitWriter out, BitWriter kept) {
        int width = shape.sigmaBits();
        int top = shape.bits() - 1;
        long sigma = ones[2 * first] - zeros[2 * first] & (1L << width) - 1;
        long sum = zeros[2 * first];
        for (int bit = 1; bit < top; bit++) {
            int at = 2 * (first + bit);
            sum += zeros[at] << bit;
            out.put(zeros[at] - ones[at] + sigma & (1L << width - bit) - 1, width - bit);
        }
        int at = 2 * (first + top);
        kept.put(sigma, width);
        kept.put(ones[at] - zeros[at] & (1L << shape.omegaBits()) - 1, shape.omegaBits());
        return 2 * sum + (zeros[at] << top + 1);
    }

    /**
     * Flight 0; once.
     *
     * @param input shares, in [0, 2^bits)
     */
    @Override
    public byte[] begin(long[] input) {
        require(State.READY, "begin");
        RingCheck.require("input", input, shape.count(), shape.bits());
        BitReader own = new BitReader(stored);
        BitWriter out = new BitWriter(shape.flightBytes(0));
        results = new long[shape.count()];
        for (int i = 0; i < results.length; i++) {
            results[i] = begin(input[i], own, out);
        }
        Arrays.fill(stored, (byte) 0);
        state = State.BEGUN;
        return out.finish();
    }

    private long begin(long share, BitReader own, BitWriter out) {
        int bits = shape.bits();
        long offset = (1L << bits - 2) - 1;
        long raised = share + offset << 64 - bits >> 64 - bits;
        long sign = raised >> 63;
        long b = raised - offset;
        long x = (b ^ ~sign) - ~sign;
        out.put(b + own.take(shape.sigmaBits()) & (1L << shape.sigmaBits()) - 1, shape.sigmaBits());
        out.put(x + own.take(shape.omegaBits()) & (1L << shape.omegaBits()) - 1, shape.omegaBits());
        long e = own.take(1) ^ sign & 1;
        out.put(e, 1);
        long square = b * b + own.take(shape.wideBits());
        long r = own.take(shape.signBits());
        square += (r ^ -e) + e << bits + 1;
        return (square - 1 & (1L << shape.wideBits()) - 1) >>> shape.fractionBits();
    }

    /** Flights 2, 4 and so on, of which a square has none. */
    @Override
    public byte[] answer(byte[] clientMessage) throws MalformedMessageException {
        throw new IllegalStateException("answer of a square: it finishes after the client's first message");
    }

    /** Its shares of the result modulo 2^outBits, from flight 1; once. */
    @Override
    public long[] finish(byte[] lastMessage) throws MalformedMessageException {
        require(State.BEGUN, "finish");
        BitReader in = received("the client's message", lastMessage, shape.outBits());
        long[] out = new long[results.length];
        long mask = (1L << shape.outBits()) - 1;
        for (int i = 0; i < out.length; i++) {
            out[i] = results[i] + 1 + in.take(shape.outBits()) & mask;
        }
        close();
        return out;
    }

    private BitReader received(String what, byte[] message, int bits) throws MalformedMessageException {
        try {
            return BitReader.ofMessage(what, message, shape.count(), bits);
        } catch (MalformedMessageException e) {
            close();
            throw e;
        }
    }

    private void require(State due, String step) {
        if (state != due) {
            throw new IllegalStateException(step + " of a square that is " + state + ": must be " + due);
        }
    }

    @Override
    public void close() {
        Arrays.fill(stored, (byte) 0);
        SquareClient.wipe(results);
        state = State.OVER;
    }

    @Override
    public String toString() {
        return "SquareServer";
    }
}
