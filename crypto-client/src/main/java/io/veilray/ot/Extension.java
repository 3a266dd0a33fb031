package io.veilray.ot;

import java.util.Arrays;

/**
 * One party's end of an extension, n correlated transfers of which none is held: bin i is grown from tree i and the table
 * whenever it is asked for.
 */
final class Extension implements AutoCloseable {
    private final Trees trees;
    private final long[] table;

    /** @param table k blocks, which this extension owns from now on */
    Extension(Trees trees, long[] table) {
        this.trees = trees;
        this.table = table;
    }

    LpnParameters parameters() {
        return trees.parameters;
    }

    void bin(int bin, CorrelatedTree grower, LocalCode code, long[] out) {
        int size = parameters().binSize();
        trees.leaves(bin, grower, out);
        code.add(trees.codeSeed[0], trees.codeSeed[1], bin * size, size, table, out);
    }

    /** Sets the key of the hash for the pads of a bin: that of its tree. */
    void key(int bin, BlockHash hash) {
        hash.key(trees.salt[0] + bin, trees.salt[1]);
    }

    @Override
    public void close() {
        trees.close();
        Arrays.fill(table, 0);
    }
}
