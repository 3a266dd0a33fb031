package io.veilray.ot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CorrelatedTreeTest {
    private final SplittableRandom random = new SplittableRandom(82);
    private final long[] delta = {random.nextLong() | 1, random.nextLong()};
    private final long[] salt = {random.nextLong(), random.nextLong()};
    private final CorrelatedTree grower = new CorrelatedTree();

    private long[] planted(long[] first, int levels) {
        grower.key(salt, 5);
        long[] nodes = new long[2 << levels];
        CorrelatedTree.plant(first, 0, delta, nodes);
        return nodes;
    }

    /** The nodes of each level add up to Delta, so a left sum tells the right one to who has Delta, and to no one else. */
    private void requireReceiverKnowsAllBut(int missing, int levels) {
        long[] first = {random.nextLong(), random.nextLong()};
        long[] leaves = planted(first, levels);
        long[] sums = new long[2 * levels];
        grower.sums(levels, planted(first, levels), sums);
        grower.leaves(levels, leaves);
        for (int level = 0; level < levels; level++) {
            if ((missing >> level & 1) == 0) {
                sums[2 * level] ^= delta[0];
                sums[2 * level + 1] ^= delta[1];
            }
        }
        long[] received = new long[2 << levels];
        grower.leavesBut(missing, sums, 0, levels, received);
        leaves[2 * missing] ^= delta[0];
        leaves[2 * missing + 1] ^= delta[1];
        assertArrayEquals(leaves, received, "missing " + missing + " of " + levels + " levels");
    }

    @Test
    void receiver_knowsEveryLeafButOne_whichDiffersByDelta() {
        for (int levels = 1; levels <= 6; levels++) {
            for (int missing = 0; missing < 1 << levels; missing++) {
                requireReceiverKnowsAllBut(missing, levels);
            }
        }
        for (int i = 0; i < 20; i++) {
            requireReceiverKnowsAllBut(random.nextInt(2048), 11);
        }
    }

    /** Bit 0 of a sender's leaf is 0, of the receiver's 1 at the missing leaf only. */
    @Test
    void choiceBit_isOneAtTheMissingLeafOnly() {
        long[] sums = random.longs(16).toArray();
        long[] received = new long[2 << 8];
        grower.leavesBut(77, sums, 0, 8, received);
        for (int i = 0; i < 256; i++) {
            assertEquals(i == 77 ? 1 : 0, received[2 * i] & 1, "leaf " + i);
        }
    }

    @Test
    void leaves_areAllDifferent() {
        long[] leaves = planted(random.longs(2).toArray(), 11);
        grower.leaves(11, leaves);
        assertEquals(2 * 2048, Arrays.stream(leaves).distinct().count());
    }

    /** One level further by the formula: left H(x) under the key of the tree, right the rest of x. */
    @Test
    void children_areTheFormula() throws Exception {
        long[] first = random.longs(2).toArray();
        long[] nodes = planted(first, 2);
        grower.leaves(2, nodes);
        long[] left = SlowHash.hash(new long[] {salt[0] + 5, salt[1]}, first[0], first[1], BlockHash.TREE, 0);
        assertEquals(left[0] & ~1, nodes[0]);
        assertEquals(left[1], nodes[1]);
        assertEquals((left[0] ^ first[0]) & ~1, nodes[4]);
        assertEquals(left[1] ^ first[1], nodes[5]);
    }
}
