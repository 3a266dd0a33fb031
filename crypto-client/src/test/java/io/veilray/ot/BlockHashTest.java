package io.veilray.ot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A hash that is not the one of the proof may leak Delta: it is held against the paper's formula, block by block. */
class BlockHashTest {
    private static final int COUNT = 600;
    private final SplittableRandom random = new SplittableRandom(81);

    private long[] blocks(int count) {
        return random.longs(2L * count).toArray();
    }

    @Test
    void bulk_isTheFormula() throws Exception {
        requireFormula(BlockHash.publicKey());
        requireFormula(blocks(1));
    }

    private void requireFormula(long[] key) throws Exception {
        long[] in = blocks(COUNT + 3);
        long[] out = new long[2 * COUNT + 2];
        long[] offset = blocks(1);
        long tweak = -7; // wraps while counting
        try (BlockHash hash = new BlockHash()) {
            hash.key(key[0], key[1]);
            hash.hash(in, 6, offset[0], offset[1], BlockHash.PAD, tweak, 1, out, 2, COUNT);
        }
        for (int j = 0; j < COUNT; j++) {
            long low = in[6 + 2 * j] ^ offset[0];
            long high = in[7 + 2 * j] ^ offset[1];
            long[] expected = SlowHash.hash(key, low, high, BlockHash.PAD, tweak + j);
            assertArrayEquals(expected, Arrays.copyOfRange(out, 2 + 2 * j, 4 + 2 * j), "block " + j);
        }
        assertEquals(0, out[0] | out[1], "written before the place");
    }

    @Test
    void inPlace_givesTheSame() {
        long[] blocks = blocks(COUNT);
        long[] apart = new long[blocks.length];
        try (BlockHash hash = new BlockHash()) {
            hash.hash(blocks, 0, 1, 2, BlockHash.TREE, 0, 0, apart, 0, COUNT);
            hash.hash(blocks, 0, 1, 2, BlockHash.TREE, 0, 0, blocks, 0, COUNT);
        }
        assertArrayEquals(apart, blocks);
    }

    /** Uses and tweaks tell inputs apart. */
    @Test
    void equalBlocks_hashDifferently() {
        long[] same = new long[2 * 4];
        long[] out = new long[2 * 4];
        try (BlockHash hash = new BlockHash()) {
            hash.hash(same, 0, 0, 0, BlockHash.PAD, 0, 1, out, 0, 2);
            hash.hash(same, 0, 0, 0, BlockHash.BASE, 0, 1, out, 4, 2);
        }
        assertEquals(8, Arrays.stream(out).distinct().count());
    }
}
