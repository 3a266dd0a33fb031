package io.veilray.ot;

import java.util.Arrays;

/**
 * Correlated transfers from 128 base transfers: Roy, "SoftSpokenOT: Quieter OT Extension from Small-Field Silent VOLE in
 * the Minicrypt Model" (Crypto 2022), semi-honest, repetition code, field of 2^{@value #FIELD_BITS}.
 *
 * <p>Delta is cut into 128 / k pieces of k bits. For each, one side holds the 2^k leaves s_x of a tree and the other all
 * but that of its piece D. With the streams R_x of the leaves the first has u = sum of R_x and columns v_j = sum of R_x
 * over x with bit j, the second w_j = sum of R_x over x xor D with bit j, so that w_j = v_j xor D_j u: bit j is set in x
 * xor D or in x, not both, exactly if D_j is set. All pieces but the first send the difference of their u to the first's.
 */
final class SoftSpoken {
    /**
     * k. For 23,104 transfers, measured warm and both sides together: 371 kB and 8 ms for k = 1, 186 kB and 5 ms for 2, 94 kB
     * and 4 ms for 4, 47 kB and 10 ms for 8, which needs 59 ms where 4 needs 13 while the code is still cold.
     */
    static final int FIELD_BITS = 4;

    private static final int PIECES = BaseTransfers.COUNT / FIELD_BITS;
    private static final int LEAVES = 1 << FIELD_BITS;
    /** Two sums a level, each a block. */
    private static final int TREE_BYTES = 2 * FIELD_BITS * Blocks.BYTES;

    private SoftSpoken() {}

    /** Words of a column. */
    private static int words(int count) {
        return (count + 63) / 64;
    }

    /** Bytes of the receiver's message for so many correlated transfers. */
    static int messageBytes(int count) {
        return messageBytes(PIECES, count);
    }

    /** The same of the first pieces alone. */
    static int messageBytes(int pieces, int count) {
        return pieces * TREE_BYTES + (pieces - 1) * 8 * words(count);
    }

    /**
     * The receiver of correlated transfers, who was sender of the base transfers: writes the message.
     *
     * @return blocks whose bit 0 is the choice
     */
    static long[] receive(long[] zeros, long[] ones, int count, byte[] out, int at) {
        int words = words(count);
        long[][] v = new long[BaseTransfers.COUNT][words];
        long[] u = new long[words];
        long[] ofPiece = new long[words];
        try (SeedTree tree = new SeedTree();
                BlockStream stream = new BlockStream()) {
            for (int piece = 0; piece < PIECES; piece++) {
                long[] leaves = tree.plant(zeros, ones, piece * FIELD_BITS, out, at + piece * TREE_BYTES);
                Arrays.fill(ofPiece, 0);
                accumulate(stream, leaves, 0, ofPiece, v, piece * FIELD_BITS);
                if (piece == 0) {
                    System.arraycopy(ofPiece, 0, u, 0, words);
                } else {
                    xor(u, ofPiece);
                    Blocks.write(ofPiece, 0, words, out, at + PIECES * TREE_BYTES + (piece - 1) * 8 * words);
                }
            }
        }
        v[0] = u;
        return blocks(v, count);
    }

    /**
     * The sender of correlated transfers, who was receiver of the base transfers, with the complement of Delta as choices:
     * reads the message.
     *
     * @param keys of all base transfers; of the first ones alone, what is returned has their pieces of Delta only
     * @return blocks whose bit 0 is 0
     */
    static long[] send(long[] keys, long[] delta, int count, byte[] message, int at) {
        int pieces = keys.length / (2 * FIELD_BITS);
        int words = words(count);
        long[][] w = new long[BaseTransfers.COUNT][words];
        long[] ofPiece = new long[words];
        try (SeedTree tree = new SeedTree();
                BlockStream stream = new BlockStream()) {
            for (int piece = 0; piece < pieces; piece++) {
                int column = piece * FIELD_BITS;
                int digit = (int) (delta[column >> 6] >>> column) & LEAVES - 1;
                long[] leaves = tree.regrow(keys, digit, column, message, at + piece * TREE_BYTES);
                accumulate(stream, leaves, digit, ofPiece, w, column);
                if (piece > 0) {
                    Blocks.read(message, at + pieces * TREE_BYTES + (piece - 1) * 8 * words, ofPiece, 0, words);
                    addWhere(digit, ofPiece, w, column);
                }
            }
        }
        Arrays.fill(w[0], 0);
        return blocks(w, count);
    }

    private static long[] blocks(long[][] columns, int count) {
        long[] blocks = BitMatrix.blocks(columns);
        for (long[] column : columns) {
            Arrays.fill(column, 0);
        }
        long[] cut = Arrays.copyOf(blocks, 2 * count);
        Arrays.fill(blocks, 0);
        return cut;
    }

    /** Adds the stream of leaf x to {@code sum}, and to column {@code first} + j if bit j of x xor {@code digit} is set. */
    private static void accumulate(
            BlockStream stream, long[] leaves, int digit, long[] sum, long[][] columns, int first) {
        long[] expanded = new long[sum.length];
        for (int x = 0; x < LEAVES; x++) {
            stream.seek(leaves[2 * x], leaves[2 * x + 1], 0);
            stream.read(expanded, 0, expanded.length);
            xor(expanded, sum);
            addWhere(x ^ digit, expanded, columns, first);
        }
        Arrays.fill(expanded, 0);
    }

    private static void addWhere(int digit, long[] row, long[][] columns, int first) {
        for (int j = 0; j < FIELD_BITS; j++) {
            if ((digit >> j & 1) == 1) {
                xor(row, columns[first + j]);
            }
        }
    }

    private static void xor(long[] row, long[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] ^= row[i];
        }
    }

    /** Trees of seeds whose leaves all but one are told apart by base transfers: Goldreich, Goldwasser, Micali (1986). */
    private static final class SeedTree implements AutoCloseable {
        private final BlockHash hash = new BlockHash();
        private final long[] nodes = new long[2 * LEAVES];
        private final long[] children = new long[2 * LEAVES];

        /** A new tree; the sums of each level's left and right nodes, under the level's two keys, are written. */
        private long[] plant(long[] zeros, long[] ones, int transfer, byte[] out, int at) {
            long[] root = new long[2];
            Blocks.fillRandom(root);
            System.arraycopy(root, 0, nodes, 0, 2);
            Arrays.fill(root, 0);
            long[] sums = new long[4];
            for (int level = 0; level < FIELD_BITS; level++) {
                grow(level);
                int key = 2 * (transfer + level);
                for (int word = 0; word < 2; word++) {
                    sums[word] = sum(0, level, word) ^ zeros[key + word];
                    sums[2 + word] = sum(1, level, word) ^ ones[key + word];
                }
                Blocks.write(sums, 0, 4, out, at + level * 2 * Blocks.BYTES);
            }
            return nodes;
        }

        /** All leaves but {@code missing}, which is zero: its stream must not count. */
        private long[] regrow(long[] keys, int missing, int transfer, byte[] message, int at) {
            Arrays.fill(nodes, 0);
            long[] sum = new long[2];
            for (int level = 0; level < FIELD_BITS; level++) {
                grow(level);
                int size = 1 << level;
                int parent = missing & size - 1;
                int known = 1 - (missing >> level & 1);
                int hole = 2 * (parent + (1 - known) * size);
                int found = 2 * (parent + known * size);
                Blocks.read(message, at + (2 * level + known) * Blocks.BYTES, sum, 0, 2);
                for (int word = 0; word < 2; word++) {
                    nodes[hole + word] = 0;
                    nodes[found + word] = 0;
                    nodes[found + word] = sum[word] ^ keys[2 * (transfer + level) + word] ^ sum(known, level, word);
                }
            }
            return nodes;
        }

        private void grow(int level) {
            int size = 1 << level;
            hash.hash(nodes, 0, 0, 0, BlockHash.SEED_TREE, 0, 0, children, 0, size);
            hash.hash(nodes, 0, 0, 0, BlockHash.SEED_TREE, 1, 0, children, 2 * size, size);
            System.arraycopy(children, 0, nodes, 0, 4 * size);
        }

        private long sum(int side, int level, int word) {
            long sum = 0;
            for (int i = 0; i < 1 << level; i++) {
                sum ^= nodes[2 * (i + (side << level)) + word];
            }
            return sum;
        }

        @Override
        public void close() {
            hash.close();
            Arrays.fill(nodes, 0);
            Arrays.fill(children, 0);
        }
    }
}
