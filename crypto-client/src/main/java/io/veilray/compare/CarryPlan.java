package io.veilray.compare;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How the carry out of the low bits of two numbers is found: the bits are cut into digits, lowest first, each digit tells
 * whether it generates a carry (j + d >= 2^m) and whether it passes one on (j + d = 2^m - 1), and a tree joins
 * neighbours. The lowest digit has nothing below it to pass on, so it and every node that contains it only generate.
 *
 * <p>Up to three neighbours make the last node; above that, neighbours are joined in pairs and an odd one passes to the
 * next level unchanged. A digit costs 2^m bits online for each of its wires; a node costs one transfer each way, the node
 * of three two, and one bit each way for each wire that leaves it.
 *
 * @param widths bits of each digit, lowest first
 */
record CarryPlan(List<Integer> widths) {
    /** A digit's table of both wires must fit a word: 2 * 2^5 = 64, and 2^6 = 64 for the lowest. */
    static final int WIDEST = 5;

    static final int WIDEST_LOWEST = 6;
    /** Corrections each way of a node of three: see {@link TernaryPart}. */
    static final int TERNARY_CORRECTIONS = 3;

    private static final int MOST_DIGITS = 24;
    private static final int MOST_BITS = 64;
    /** Making one transfer ahead costs about as much as sending this many bits. */
    private static final int BITS_PER_TRANSFER = 4;

    private static final CarryPlan[] BEST = new CarryPlan[MOST_BITS];

    CarryPlan {
        widths = List.copyOf(widths);
    }

    /** The plan for that many low bits: fewest flights, then fewest bits and transfers; the same on both sides. */
    static CarryPlan of(int lowBits) {
        synchronized (BEST) {
            if (BEST[lowBits] == null) {
                BEST[lowBits] = best(lowBits);
            }
            return BEST[lowBits];
        }
    }

    private static CarryPlan best(int lowBits) {
        return IntStream.rangeClosed(1, Math.min(MOST_DIGITS, lowBits))
                .boxed()
                .flatMap(digits ->
                        IntStream.rangeClosed(1, WIDEST_LOWEST).boxed().flatMap(lowest -> cut(lowBits, digits, lowest)))
                .min(Comparator.comparingInt(CarryPlan::flights).thenComparingInt(CarryPlan::weight))
                .orElseThrow(() -> new IllegalArgumentException("no plan for " + lowBits + " low bits"));
    }

    /** That many digits, the lowest of the width given and the others as equal as possible; nothing if it cannot be. */
    private static Stream<CarryPlan> cut(int lowBits, int digits, int lowest) {
        int rest = lowBits - lowest;
        int others = digits - 1;
        boolean fits = others == 0 ? rest == 0 : rest >= others && rest <= others * WIDEST;
        if (!fits) {
            return Stream.empty();
        }
        return Stream.of(new CarryPlan(IntStream.range(0, digits)
                .map(d -> d == 0 ? lowest : rest / others + (d <= rest % others ? 1 : 0))
                .boxed()
                .toList()));
    }

    private int weight() {
        return tableBits()
                + 2 * vectorBits()
                + leafWires()
                + (1 + 2 * BITS_PER_TRANSFER) * lowBits()
                + 2 * BITS_PER_TRANSFER * nodeTransfers();
    }

    private int vectorBits() {
        return IntStream.rangeClosed(1, levels()).map(this::wires).sum();
    }

    int digits() {
        return widths.size();
    }

    int lowBits() {
        return widths.stream().mapToInt(Integer::intValue).sum();
    }

    /** The lowest bit of a digit. */
    int shift(int digit) {
        return widths.subList(0, digit).stream().mapToInt(Integer::intValue).sum();
    }

    int width(int digit) {
        return widths.get(digit);
    }

    /** Bits of a digit's table: both wires, the lowest digit one. A power of two, at most 64. */
    int tableBits(int digit) {
        return (digit == 0 ? 1 : 2) << width(digit);
    }

    int tableBits() {
        return IntStream.range(0, digits()).map(this::tableBits).sum();
    }

    /** Levels of nodes above the digits. */
    int levels() {
        int levels = 0;
        for (int slots = digits(); slots > 1; slots = groups(slots)) {
            levels++;
        }
        return levels;
    }

    /** Places left after so many levels. */
    int slots(int level) {
        int slots = digits();
        for (int i = 0; i < level; i++) {
            slots = groups(slots);
        }
        return slots;
    }

    private static int groups(int slots) {
        return slots <= 3 ? 1 : (slots + 1) / 2;
    }

    /** How many places of the level below a place of this level joins; 1 where one is passed on. */
    int joined(int level, int slot) {
        int below = slots(level - 1);
        return below <= 3 ? below : Math.min(2, below - 2 * slot);
    }

    /** Wires that nodes of a level put out; those of level 0 come from the digits. */
    int wires(int level) {
        return level == 0
                ? leafWires()
                : level > levels()
                        ? 0
                        : IntStream.range(0, slots(level))
                                .filter(slot -> joined(level, slot) > 1)
                                .map(slot -> slot == 0 ? 1 : 2)
                                .sum();
    }

    int leafWires() {
        return 2 * digits() - 1;
    }

    /** Transfers in each direction for the nodes. */
    int nodeTransfers() {
        int transfers = 0;
        for (int level = 1; level <= levels(); level++) {
            for (int slot = 0; slot < slots(level); slot++) {
                transfers += joined(level, slot) - 1;
            }
        }
        return transfers;
    }

    /** Bit vectors that each party keeps of the nodes. */
    int nodeVectors() {
        int vectors = 0;
        for (int level = 1; level <= levels(); level++) {
            for (int slot = 0; slot < slots(level); slot++) {
                int joined = joined(level, slot);
                vectors += joined == 1 ? 0 : CarryNode.vectors(slot > 0, joined == 3);
            }
        }
        return vectors;
    }

    /** Corrections in each direction for the nodes, in bits. */
    int nodeCorrections() {
        return levels() > 0 && slots(levels() - 1) == 3 ? TERNARY_CORRECTIONS : 0;
    }

    /** The server's tables, then the client's and the server's bits in turn, two levels to each pair of messages. */
    int flights() {
        return 2 + 2 * ((levels() + 1) / 2);
    }
}
