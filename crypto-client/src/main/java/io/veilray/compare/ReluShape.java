package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import java.nio.ByteBuffer;

/**
 * What a run of comparisons looks like from outside: all that follows from the numbers both sides know.
 *
 * @param count comparisons made together, from 1 to 2^24
 * @param bits k, from 4 to 41: inputs are shares modulo 2^k of numbers in [-2^(k-1), 2^(k-1))
 * @param outBits from k to 62: outputs are shares modulo 2^outBits
 */
public record ReluShape(int count, int bits, int outBits) implements Gadget {
    public ReluShape {
        RunShape.require("comparisons", count, bits, 4, 41, outBits, bits);
    }

    RunShape run() {
        return new RunShape(count, bits, outBits, plan(), EndingSizes.ofMultiplexer(outBits, extraBits()));
    }

    CarryPlan plan() {
        return CarryPlan.of(bits - 1);
    }

    /** Bits that outputs have more than inputs. */
    int extraBits() {
        return outBits - bits;
    }

    /** Random transfers needed with the client as receiver. */
    @Override
    public long clientReceives() {
        return run().clientReceives();
    }

    /** Random transfers needed with the server as receiver. */
    @Override
    public long serverReceives() {
        return run().serverReceives();
    }

    /** What one costs, apart from filling blocks up to words. */
    @Override
    public ComparisonCost cost() {
        return run().cost();
    }

    @Override
    public int clientCorrectionBytes() {
        return run().clientCorrectionBytes();
    }

    /** Zero for some numbers of bits: that message is empty then. */
    @Override
    public int serverCorrectionBytes() {
        return run().serverCorrectionBytes();
    }

    /** Online messages, alternating, the server's first; an even number. */
    @Override
    public int flights() {
        return run().flights();
    }

    /**
     * Bytes of an online message.
     *
     * @param flight from 0, which is the server's
     */
    @Override
    public int flightBytes(int flight) {
        return run().flightBytes(flight);
    }

    /** Bytes that the client's side writes. */
    @Override
    public long clientStoredBytes() {
        return run().clientStoredBytes();
    }

    /** Bytes that the server's side holds between offline and online phase. */
    @Override
    public long serverStoredBytes() {
        return run().serverStoredBytes();
    }

    @Override
    public GadgetClient client(long[] input, long[] output, PadReceiver receiving, PadSender sending) {
        return new ReluClient(this, input, output, receiving, sending);
    }

    @Override
    public GadgetClient readClient(ByteBuffer in) {
        return ReluClient.read(this, in);
    }

    @Override
    public GadgetServer server(PadReceiver receiving, PadSender sending) {
        return new ReluServer(this, receiving, sending);
    }
}
