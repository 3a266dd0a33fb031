package io.veilray.compare;

/**
 * What a run of carries looks like from outside: of numbers c and d below 2^bits, the client's and the server's, whether
 * c + d reaches 2^bits. With it a truncation of shares is exact: floor(x / 2^g) of x = c + d is, modulo 2^(l-g), the sum of
 * the shares' upper parts and the carry of their g low bits.
 *
 * @param count carries found together, from 1 to 2^24
 * @param bits from 1 to 40
 * @param outBits from 1 to 62: outputs are shares modulo 2^outBits of 0 or 1
 */
public record CarryShape(int count, int bits, int outBits) {
    public CarryShape {
        RunShape.require("carries", count, bits, 1, 40, outBits, 1);
    }

    RunShape run() {
        return new RunShape(count, bits, outBits, CarryPlan.of(bits), EndingSizes.ofBitShare(outBits));
    }

    /** Random transfers needed with the client as receiver. */
    public long clientReceives() {
        return run().clientReceives();
    }

    /** Random transfers needed with the server as receiver. */
    public long serverReceives() {
        return run().serverReceives();
    }

    /** What one costs, apart from filling blocks up to words. */
    public ComparisonCost cost() {
        return run().cost();
    }

    public int clientCorrectionBytes() {
        return run().clientCorrectionBytes();
    }

    /** Zero for some numbers of bits: that message is empty then. */
    public int serverCorrectionBytes() {
        return run().serverCorrectionBytes();
    }

    /** Online messages, alternating, the server's first; an even number. */
    public int flights() {
        return run().flights();
    }

    /**
     * Bytes of an online message.
     *
     * @param flight from 0, which is the server's
     */
    public int flightBytes(int flight) {
        return run().flightBytes(flight);
    }

    /** Bytes that the client's side writes. */
    public long clientStoredBytes() {
        return run().clientStoredBytes();
    }

    /** Bytes that the server's side holds between offline and online phase. */
    public long serverStoredBytes() {
        return run().serverStoredBytes();
    }
}
