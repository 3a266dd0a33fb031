package io.veilray.compare;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import java.nio.ByteBuffer;

/**
 * What a run of carries looks like from outside: of numbers c and d below 2^bits, the client's and the server's, whether
 * c + d reaches 2^bits. With it a truncation of shares is exact: floor(x / 2^g) of x = c + d is, modulo 2^(l-g), the sum of
 * the shares' upper parts and the carry of their g low bits.
 *
 * @param count carries found together, from 1 to 2^24
 * @param bits from 1 to 40
 * @param outBits from 1 to 62: outputs are shares modulo 2^outBits of 0 or 1
 */
public record CarryShape(int count, int bits, int outBits) implements TreeGadget {
    public CarryShape {
        RunShape.require("carries", count, bits, 1, 40, outBits, 1);
    }

    @Override
    public RunShape run() {
        return new RunShape(count, bits, outBits, CarryPlan.of(bits), EndingSizes.ofBitShare(outBits));
    }

    @Override
    public GadgetClient client(long[] input, long[] output, PadReceiver receiving, PadSender sending) {
        return new ClientRun(run(), new ClientBitShare(run()), input, output, receiving, sending);
    }

    @Override
    public GadgetClient readClient(ByteBuffer in) {
        return ClientRun.read(run(), new ClientBitShare(run()), in);
    }

    @Override
    public GadgetServer server(PadReceiver receiving, PadSender sending) {
        return new ServerRun(run(), new ServerBitShare(run()), receiving, sending);
    }
}
