package io.veilray.ot;

import java.util.Arrays;

/**
 * One party's half of the trees of an extension, one tree a bin: what is needed to grow any of them again.
 *
 * <p>The sender's message is the seed of the code (16 bytes, public), the salt of the trees (16 bytes, public) and for each
 * tree and level the sum of the left nodes xor the sender's block of one correlated transfer. The receiver's block of that
 * transfer turns it into the sum of the side that its choice bit names. The receiver says nothing: the position of the
 * noise is made of the choice bits.
 */
abstract sealed class Trees implements AutoCloseable permits Trees.Sender, Trees.Receiver {
    static final int PUBLIC_BYTES = 32;

    final LpnParameters parameters;
    /** The seed of the code. */
    final long[] codeSeed = new long[2];

    /** The key of the hash for tree i and the pads of its bin is the salt, its low word plus i. */
    final long[] salt = new long[2];

    private Trees(LpnParameters parameters) {
        this.parameters = parameters;
    }

    static int messageBytes(LpnParameters parameters) {
        return PUBLIC_BYTES + Blocks.BYTES * parameters.treeBlocks();
    }

    /** The leaves of one tree, bit 0 being the receiver's choice. */
    abstract void leaves(int tree, CorrelatedTree grower, long[] nodes);

    @Override
    public void close() {
        Arrays.fill(codeSeed, 0);
        Arrays.fill(salt, 0);
    }

    static final class Sender extends Trees {
        private final long[] delta;
        /** The left node of level 1 of each tree. */
        private final long[] first;

        Sender(LpnParameters parameters, long[] delta) {
            super(parameters);
            this.delta = delta;
            first = new long[2 * parameters.noise()];
            Blocks.fillRandom(first);
            Blocks.fillRandom(codeSeed);
            Blocks.fillRandom(salt);
        }

        /**
         * Writes the message.
         *
         * @param masks the sender's blocks of t h correlated transfers from word {@code from} on; overwritten
         */
        void write(CorrelatedTree grower, long[] nodes, long[] masks, int from, byte[] out, int at) {
            Blocks.write(codeSeed, 0, 2, out, at);
            Blocks.write(salt, 0, 2, out, at + Blocks.BYTES);
            int levels = parameters.binBits();
            long[] sums = new long[2 * levels];
            for (int tree = 0; tree < parameters.noise(); tree++) {
                CorrelatedTree.plant(first, tree, delta, nodes);
                grower.key(salt, tree);
                grower.sums(levels, nodes, sums);
                int words = from + tree * sums.length;
                for (int i = 0; i < sums.length; i++) {
                    masks[words + i] ^= sums[i];
                }
            }
            Blocks.write(masks, from, 2 * parameters.treeBlocks(), out, at + PUBLIC_BYTES);
            Arrays.fill(sums, 0);
        }

        @Override
        void leaves(int tree, CorrelatedTree grower, long[] nodes) {
            CorrelatedTree.plant(first, tree, delta, nodes);
            grower.key(salt, tree);
            grower.leaves(parameters.binBits(), nodes);
        }

        @Override
        public void close() {
            super.close();
            Arrays.fill(first, 0);
        }
    }

    static final class Receiver extends Trees {
        private final long[] sums;
        private final int[] missing;

        /**
         * Reads the message.
         *
         * @param masks the receiver's blocks of t h correlated transfers from word {@code from} on
         */
        Receiver(LpnParameters parameters, long[] masks, int from, byte[] message, int at) {
            super(parameters);
            Blocks.read(message, at, codeSeed, 0, 2);
            Blocks.read(message, at + Blocks.BYTES, salt, 0, 2);
            sums = new long[2 * parameters.treeBlocks()];
            Blocks.read(message, at + PUBLIC_BYTES, sums, 0, sums.length);
            missing = new int[parameters.noise()];
            int levels = parameters.binBits();
            for (int block = 0; block < parameters.treeBlocks(); block++) {
                long choice = masks[from + 2 * block] & 1;
                missing[block / levels] |= (int) (1 - choice) << block % levels;
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] ^= masks[from + i];
            }
        }

        @Override
        void leaves(int tree, CorrelatedTree grower, long[] nodes) {
            int levels = parameters.binBits();
            grower.key(salt, tree);
            grower.leavesBut(missing[tree], sums, 2 * tree * levels, levels, nodes);
        }

        @Override
        public void close() {
            super.close();
            Arrays.fill(sums, 0);
            Arrays.fill(missing, 0);
        }
    }
}
