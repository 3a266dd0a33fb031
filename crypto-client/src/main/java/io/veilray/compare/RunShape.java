package io.veilray.compare;

import java.util.stream.IntStream;

/**
 * Transfers and lengths of a run: digits, tree and what comes after. Messages consist of blocks (a digit's tables, one bit
 * of all elements, one number of all elements), each filled up to whole words.
 *
 * @param count elements
 * @param inputBits bits of the inputs, the low ones of which the plan compares
 * @param outBits bits of the outputs
 */
record RunShape(int count, int inputBits, int outBits, CarryPlan plan, EndingSizes ending) {
    private static final int MOST_COUNT = 1 << 24;
    private static final int MOST_OUT_BITS = 62;

    /** Fails, saying what, unless the numbers are within their bounds. */
    static void require(String what, int count, int bits, int fewestBits, int mostBits, int outBits, int fewestOut) {
        if (count < 1 || count > MOST_COUNT) {
            throw new IllegalArgumentException("run of " + count + " " + what + ": must be from 1 to " + MOST_COUNT);
        }
        if (bits < fewestBits || bits > mostBits) {
            throw new IllegalArgumentException(
                    what + " of " + bits + " bits: must be from " + fewestBits + " to " + mostBits);
        }
        if (outBits < fewestOut || outBits > MOST_OUT_BITS) {
            throw new IllegalArgumentException(what + " of " + bits + " bits with results of " + outBits
                    + ": must be from " + fewestOut + " to " + MOST_OUT_BITS);
        }
    }

    long clientReceives() {
        return (long) count * (plan.lowBits() + plan.nodeTransfers() + ending.clientReceives());
    }

    long serverReceives() {
        return (long) count * (plan.nodeTransfers() + ending.serverReceives());
    }

    /** Words of a bit of all elements. */
    int vector() {
        return Bits.words(count);
    }

    int clientCorrectionBytes() {
        return bytes((long) (plan.lowBits() + plan.nodeCorrections()) * vector()
                + EndingSizes.words(ending.corrections(), count));
    }

    int serverCorrectionBytes() {
        return bytes((long) plan.nodeCorrections() * vector());
    }

    int flights() {
        return plan.flights();
    }

    int flightBytes(int flight) {
        int last = flights() - 1;
        if (flight < 0 || flight > last) {
            throw new IllegalArgumentException("flight " + flight + ": must be from 0 to " + last);
        }
        long words = flight == 0
                ? tableWords() + EndingSizes.words(ending.opening(), count)
                : (long) (plan.wires(flight - 1) + plan.wires(flight)) * vector();
        return bytes(flight == last ? words + EndingSizes.words(ending.closing(), count) : words);
    }

    private long tableWords() {
        return IntStream.range(0, plan.digits())
                .mapToLong(digit -> Bits.words(count, plan.tableBits(digit)))
                .sum();
    }

    long clientStoredBytes() {
        long vectors = plan.leafWires() + plan.nodeVectors();
        return 8
                * (vectors * vector() + Bits.words(count, inputBits) + EndingSizes.words(ending.clientStored(), count));
    }

    long serverStoredBytes() {
        return 8
                * (tableWords()
                        + (long) plan.nodeVectors() * vector()
                        + EndingSizes.words(ending.serverStored(), count));
    }

    ComparisonCost cost() {
        int levels = IntStream.rangeClosed(1, plan.levels()).map(plan::wires).sum();
        return new ComparisonCost(
                flights(),
                (int) (clientReceives() / count),
                (int) (serverReceives() / count),
                plan.lowBits() + 2 * plan.nodeCorrections() + EndingSizes.bits(ending.corrections()),
                plan.leafWires() + levels + EndingSizes.bits(ending.closing()),
                plan.tableBits() + levels + EndingSizes.bits(ending.opening()));
    }

    private static int bytes(long words) {
        return Math.toIntExact(8 * words);
    }
}
