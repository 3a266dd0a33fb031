package io.veilray.ot;

import java.util.List;

/**
 * Checked parameters of learning parity with noise: n outputs that hide k secret blocks behind t noise positions, one in
 * each bin of n / t outputs (regular noise), by a code of ten table entries an output.
 *
 * <p>Only published sets for 128 bits exist: those of the Ferret implementation in EMP-toolkit (emp-ot,
 * ferret/constants.h), which follow the analysis of Liu, Wang, Yang and Yu, "The Hardness of LPN over Any Integer Ring
 * and Field for PCG Applications" (ePrint 2022/712). Protocol: Yang, Weng, Lan, Zhang, Wang, "Ferret" (CCS 2020).
 */
final class LpnParameters {
    /** Unchecked parameters. */
    record Literal(int outputs, int noise, int secrets, int binBits) {}

    private static final List<Literal> PUBLISHED = List.of(
            new Literal(10485760, 1280, 452000, 13),
            new Literal(10268672, 2507, 238000, 12),
            new Literal(10180608, 4971, 124000, 11),
            new Literal(470016, 918, 32768, 9),
            new Literal(268800, 1050, 17384, 8),
            new Literal(178944, 699, 17384, 8));

    /** The set that a session starts from: it yields just what {@link #MAIN} needs. */
    static final LpnParameters FIRST = of(new Literal(178944, 699, 17384, 8));

    /**
     * The set that is extended again and again: less than a bit a transfer for a table that shared caches still serve. Time of
     * a core with 1 MB of second-level cache on a busy machine, both ends together, two pads hashed at one and one at the other:
     *
     * <pre>
     * n            k        bits a transfer   ns a transfer   MB of state a side, both directions
     *    178,944   17,384   4.59              52-53           1.3
     *    470,016   32,768   2.47              48-50           2.9
     * 10,180,608  124,000   0.70              56-72           6.0
     * 10,268,672  238,000   0.39              70-102          9.7
     * 10,485,760  452,000   0.21              169-229         16
     * </pre>
     */
    static final LpnParameters MAIN = of(new Literal(10180608, 4971, 124000, 11));

    private final Literal literal;

    private LpnParameters(Literal literal) {
        this.literal = literal;
    }

    /** Refuses whatever is not in the table. */
    static LpnParameters of(Literal literal) {
        if (!PUBLISHED.contains(literal)) {
            throw new IllegalArgumentException("LPN with " + literal.outputs() + " outputs, " + literal.noise()
                    + " noise positions, " + literal.secrets() + " secrets, bins of 2^" + literal.binBits()
                    + ": must be one of the published sets " + PUBLISHED);
        }
        return new LpnParameters(literal);
    }

    /** n, which is t bins. */
    int outputs() {
        return literal.outputs();
    }

    /** t, which is also the number of bins and of trees. */
    int noise() {
        return literal.noise();
    }

    /** k, blocks of the table. */
    int secrets() {
        return literal.secrets();
    }

    /** h, levels of a tree. */
    int binBits() {
        return literal.binBits();
    }

    /** Outputs of a bin, leaves of a tree. */
    int binSize() {
        return 1 << literal.binBits();
    }

    /** Blocks of the trees' sums: one a level. */
    int treeBlocks() {
        return literal.noise() * literal.binBits();
    }

    /** Correlated transfers that an extension uses up: the table and one for each level of each tree. */
    int needed() {
        return literal.secrets() + treeBlocks();
    }

    /** Bins at the front of an extension whose outputs are kept for the next extension with the same parameters. */
    int keptBins() {
        return (needed() + binSize() - 1) / binSize();
    }

    @Override
    public String toString() {
        return "LPN n=" + outputs() + ", t=" + noise() + ", k=" + secrets()
                + ", regular noise, 128-bit (ePrint 2022/712)";
    }
}
