package io.veilray.ot;

import java.util.Arrays;

/**
 * Trees whose every level adds up to Delta: the two nodes of level 1 are k and k xor Delta, and a node x has the children
 * H(x) on the left and x xor H(x) on the right. Guo, Yang, Wang, Zhang, Xie, Liu, Zhao, "Half-Tree:
 * Halving the Cost of Tree Expansion in COT and DPF" (Eurocrypt 2023), correlated GGM tree and single-point COT.
 *
 * <p>Leaf with the path b_1 .. b_h (1 is right) has the index b_1 + 2 b_2 + .. + 2^(h-1) b_h, so that the left nodes of a
 * level are the first half of it. Whoever knows, for each level i, the sum of the nodes on side r_i, knows all leaves but
 * the one with the path of the other sides; the sum of those he knows is the missing leaf xor Delta.
 *
 * <p>In leaves bit 0 is the choice bit: it is 0 at every leaf of the sender and, at the receiver, 1 at the missing leaf
 * only. Bit 0 of Delta is 1, so the leaves agree with that.
 */
final class CorrelatedTree implements AutoCloseable {
    private final BlockHash hash = new BlockHash();
    private long[] left = {};

    /**
     * Sets the two nodes of level 1.
     *
     * @param first the left nodes of level 1 of all trees, that of this tree being block {@code tree}
     */
    static void plant(long[] first, int tree, long[] delta, long[] nodes) {
        for (int word = 0; word < 2; word++) {
            nodes[word] = first[2 * tree + word];
            nodes[2 + word] = first[2 * tree + word] ^ delta[word];
        }
    }

    /** To be called before a tree is grown: each has a hash of its own. */
    void key(long[] salt, int tree) {
        hash.key(salt[0] + tree, salt[1]);
    }

    /** Sums of the left nodes of levels 1 to h of a planted tree, one block each. */
    void sums(int levels, long[] nodes, long[] sums) {
        sum(nodes, 0, 1, sums, 0);
        for (int level = 1; level < levels; level++) {
            grow(nodes, level);
            sum(nodes, 0, 1 << level, sums, 2 * level);
        }
    }

    /** All 2^h leaves of a planted tree. */
    void leaves(int levels, long[] nodes) {
        for (int level = 1; level < levels; level++) {
            grow(nodes, level);
        }
        clearChoices(nodes, levels);
    }

    /**
     * The receiver's leaves, from the sums he knows.
     *
     * @param sums h blocks from word {@code at} on: the sum of level i on side 1 - (bit i - 1 of {@code missing})
     */
    void leavesBut(int missing, long[] sums, int at, int levels, long[] nodes) {
        nodes[0] = 0;
        nodes[1] = 0;
        for (int level = 0; level < levels; level++) {
            if (level > 0) {
                grow(nodes, level);
            }
            repair(missing, level, sums, at + 2 * level, nodes);
        }
        int hole = 2 * missing;
        sum(nodes, 0, 1 << levels, nodes, hole);
        clearChoices(nodes, levels);
        nodes[hole] |= 1;
    }

    /** Of the two children of the unknown node, one follows from the sum; the other is set to zero. */
    private static void repair(int missing, int level, long[] sums, int at, long[] nodes) {
        int size = 1 << level;
        int parent = missing & size - 1;
        int side = missing >> level & 1;
        int hole = 2 * (parent + side * size);
        int known = 2 * (parent + (1 - side) * size);
        nodes[hole] = 0;
        nodes[hole + 1] = 0;
        nodes[known] = 0;
        nodes[known + 1] = 0;
        sum(nodes, (1 - side) * size, size, nodes, known);
        nodes[known] ^= sums[at];
        nodes[known + 1] ^= sums[at + 1];
    }

    /** From 2^level nodes to twice as many. */
    private void grow(long[] nodes, int level) {
        int size = 1 << level;
        if (left.length < 2 * size) {
            left = new long[2 * size];
        }
        hash.hash(nodes, 0, 0, 0, BlockHash.TREE, 0, 0, left, 0, size);
        split(nodes, left, 2 * size);
    }

    private static void split(long[] nodes, long[] left, int words) {
        for (int i = 0; i < words; i++) {
            nodes[words + i] = nodes[i] ^ left[i];
        }
        System.arraycopy(left, 0, nodes, 0, words);
    }

    private static void sum(long[] nodes, int first, int count, long[] to, int at) {
        long low = 0;
        long high = 0;
        for (int i = first; i < first + count; i++) {
            low ^= nodes[2 * i];
            high ^= nodes[2 * i + 1];
        }
        to[at] = low;
        to[at + 1] = high;
    }

    private static void clearChoices(long[] nodes, int levels) {
        for (int i = 0; i < 1 << levels; i++) {
            nodes[2 * i] &= ~1L;
        }
    }

    @Override
    public void close() {
        hash.close();
        Arrays.fill(left, 0);
    }
}
