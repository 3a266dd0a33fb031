package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import java.nio.ByteBuffer;

/**
 * What a run of comparisons looks like from outside: all that follows from the numbers both sides know. It goes from shares
 * of y modulo 2^k, the client's known ahead of time, to shares of max(0, y) modulo 2^out, the client's chosen ahead of time.
 *
 * @param count comparisons made together, from 1 to 2^24
 * @param bits k, from {@link #LEAST_BITS} to {@link #MOST_BITS}: inputs are shares modulo 2^k of numbers in [-2^(k-1), 2^(k-1))
 * @param outBits from k to 62: outputs are shares modulo 2^outBits
 */
public record ReluShape(int count, int bits, int outBits) implements TreeGadget {
    public static final int LEAST_BITS = 4;
    public static final int MOST_BITS = 41;

    public ReluShape {
        RunShape.require("comparisons", count, bits, LEAST_BITS, MOST_BITS, outBits, bits);
    }

    @Override
    public RunShape run() {
        return new RunShape(count, bits, outBits, plan(), EndingSizes.ofMultiplexer(outBits, extraBits()));
    }

    CarryPlan plan() {
        return CarryPlan.of(bits - 1);
    }

    /** Bits that outputs have more than inputs. */
    int extraBits() {
        return outBits - bits;
    }

    @Override
    public GadgetClient client(long[] input, long[] output, PadReceiver receiving, PadSender sending) {
        return new ClientRun(run(), new ClientMultiplexer(this), input, output, receiving, sending);
    }

    @Override
    public GadgetClient readClient(ByteBuffer in) {
        return ClientRun.read(run(), new ClientMultiplexer(this), in);
    }

    @Override
    public GadgetServer server(PadReceiver receiving, PadSender sending) {
        return new ServerRun(run(), new ServerMultiplexer(this), receiving, sending);
    }
}
