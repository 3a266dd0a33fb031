package io.veilray.cloud.compute;

import io.veilray.cloud.work.Crew;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Arrays that online layers of one ticket compute in, one layer after another, and the threads that share out large ones;
 * arrays grow to the largest layer. They hold sums that no client may see before masks are added, and weights:
 * {@link #wipe} them.
 */
final class RingScratch {
    /** The arrays of one block of a layer. */
    static final class Block {
        private int[][] entries = {};
        private int[][] sums = {};

        int[][] entries(int rows, int size) {
            entries = atLeast(entries, rows, size);
            return entries;
        }

        int[][] sums(int rows, int size) {
            sums = atLeast(sums, rows, size);
            return sums;
        }

        private void wipe() {
            for (int[][] rows : new int[][][] {entries, sums}) {
                for (int[] row : rows) {
                    Arrays.fill(row, 0);
                }
            }
        }
    }

    private final Crew crew;
    private final Deque<Block> idle = new ArrayDeque<>();
    private int[] weights = {};
    private int[] planes = {};

    /** For the calling thread alone. */
    RingScratch() {
        this(Crew.CALLER);
    }

    RingScratch(Crew crew) {
        this.crew = crew;
    }

    Crew crew() {
        return crew;
    }

    /** Arrays for one block; there come to be as many as threads that compute at the same time. */
    void withBlock(Consumer<Block> work) {
        Block block = take();
        try {
            work.accept(block);
        } finally {
            give(block);
        }
    }

    private synchronized Block take() {
        return idle.isEmpty() ? new Block() : idle.pop();
    }

    private synchronized void give(Block block) {
        idle.push(block);
    }

    int[] weights(int size) {
        weights = atLeast(weights, size);
        return weights;
    }

    /** All zeros up to {@code size}. */
    int[] planes(int size) {
        planes = atLeast(planes, size);
        Arrays.fill(planes, 0, size, 0);
        return planes;
    }

    private static int[] atLeast(int[] array, int size) {
        if (array.length >= size) {
            return array;
        }
        Arrays.fill(array, 0);
        return new int[size];
    }

    private static int[][] atLeast(int[][] rows, int count, int size) {
        int[][] out = rows.length >= count ? rows : Arrays.copyOf(rows, count);
        for (int i = 0; i < count; i++) {
            out[i] = out[i] == null ? new int[size] : atLeast(out[i], size);
        }
        return out;
    }

    synchronized void wipe() {
        Arrays.fill(weights, 0);
        Arrays.fill(planes, 0);
        idle.forEach(Block::wipe);
    }
}
