package io.veilray.compare;

import java.util.stream.IntStream;

/**
 * What a run of comparisons looks like from outside: all that follows from the numbers both sides know. Messages consist
 * of blocks (a digit's tables, one bit of all elements, one number of all elements), each filled up to whole words.
 *
 * @param count comparisons made together, from 1 to 2^24
 * @param bits k, from 4 to 41: inputs are shares modulo 2^k of numbers in [-2^(k-1), 2^(k-1))
 * @param outBits from k to 62: outputs are shares modulo 2^outBits
 */
public record ReluShape(int count, int bits, int outBits) {
    private static final int MOST_COUNT = 1 << 24;
    private static final int FEWEST_BITS = 4;
    private static final int MOST_BITS = 41;
    private static final int MOST_OUT_BITS = 62;

    public ReluShape {
        if (count < 1 || count > MOST_COUNT) {
            throw new IllegalArgumentException("run of " + count + " comparisons: must be from 1 to " + MOST_COUNT);
        }
        if (bits < FEWEST_BITS || bits > MOST_BITS) {
            throw new IllegalArgumentException(
                    "comparison of " + bits + " bits: must be from " + FEWEST_BITS + " to " + MOST_BITS);
        }
        if (outBits < bits || outBits > MOST_OUT_BITS) {
            throw new IllegalArgumentException(
                    "result of " + outBits + " bits from " + bits + ": must be from " + bits + " to " + MOST_OUT_BITS);
        }
    }

    CarryPlan plan() {
        return CarryPlan.of(bits - 1);
    }

    /** Bits that outputs have more than inputs. */
    int extraBits() {
        return outBits - bits;
    }

    private int extensionTransfers() {
        return outBits > bits ? 2 : 0;
    }

    /** Random transfers needed with the client as receiver. */
    public long clientReceives() {
        return (long) count * cost().clientReceives();
    }

    /** Random transfers needed with the server as receiver. */
    public long serverReceives() {
        return (long) count * cost().serverReceives();
    }

    /** What one comparison costs, apart from filling blocks up to words. */
    public ComparisonCost cost() {
        CarryPlan plan = plan();
        int nodes = plan.nodeTransfers();
        int clientOffline = plan.lowBits() + plan.nodeCorrections() + outBits;
        int levels = IntStream.rangeClosed(1, plan.levels()).map(plan::wires).sum();
        int up = plan.leafWires() + levels + outBits + extensionTransfers() * extraBits();
        int down = plan.tableBits() + levels + outBits + extensionTransfers();
        return new ComparisonCost(
                flights(),
                plan.lowBits() + nodes + 1,
                nodes + 1 + extensionTransfers(),
                clientOffline + plan.nodeCorrections(),
                up,
                down);
    }

    public int clientCorrectionBytes() {
        CarryPlan plan = plan();
        return bytes((long) (plan.lowBits() + plan.nodeCorrections()) * Bits.words(count) + Bits.words(count, outBits));
    }

    /** Zero for some numbers of bits: that message is empty then. */
    public int serverCorrectionBytes() {
        return bytes((long) plan().nodeCorrections() * Bits.words(count));
    }

    /** Online messages, alternating, the server's first; an even number. */
    public int flights() {
        return plan().flights();
    }

    /**
     * Bytes of an online message.
     *
     * @param flight from 0, which is the server's
     */
    public int flightBytes(int flight) {
        CarryPlan plan = plan();
        int flights = plan.flights();
        if (flight < 0 || flight >= flights) {
            throw new IllegalArgumentException("flight " + flight + ": must be from 0 to " + (flights - 1));
        }
        long words = flight == 0
                ? openingWords(plan)
                : (long) (plan.wires(flight - 1) + plan.wires(flight)) * Bits.words(count);
        return bytes(flight == flights - 1 ? words + closingWords() : words);
    }

    private long openingWords(CarryPlan plan) {
        return tableWords(plan) + Bits.words(count, outBits) + (long) extensionTransfers() * Bits.words(count);
    }

    private long tableWords(CarryPlan plan) {
        return IntStream.range(0, plan.digits())
                .mapToLong(digit -> Bits.words(count, plan.tableBits(digit)))
                .sum();
    }

    private long closingWords() {
        return Bits.words(count, outBits) + (long) extensionTransfers() * Bits.words(count, extraBits());
    }

    /** Bytes that {@link ReluClient#write} writes. */
    public long clientStoredBytes() {
        CarryPlan plan = plan();
        long vectors = plan.leafWires() + plan.nodeVectors() + 1;
        return 8
                * (vectors * Bits.words(count)
                        + Bits.words(count, bits)
                        + 2L * Bits.words(count, outBits)
                        + (long) extensionTransfers() * Bits.words(count, extraBits()));
    }

    /** Bytes that the server's side holds between offline and online phase. */
    public long serverStoredBytes() {
        CarryPlan plan = plan();
        long vectors = plan.nodeVectors() + 1 + extensionTransfers();
        return 8
                * (tableWords(plan)
                        + vectors * Bits.words(count)
                        + 2L * Bits.words(count, outBits)
                        + (long) extensionTransfers() * Bits.words(count, extraBits()));
    }

    private static int bytes(long words) {
        return Math.toIntExact(8 * words);
    }
}
