package io.veilray.cloud.compute;

import java.util.Arrays;

/**
 * Arrays that online layers of one ticket compute in, one layer after another; they grow to the largest layer. One
 * thread. They hold sums that no client may see before masks are added, and weights: {@link #wipe} them.
 */
final class RingScratch {
    private int[] weights = {};
    private int[] planes = {};
    private int[][] entries = {};
    private int[][] sums = {};

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

    int[][] entries(int rows, int size) {
        entries = atLeast(entries, rows, size);
        return entries;
    }

    int[][] sums(int rows, int size) {
        sums = atLeast(sums, rows, size);
        return sums;
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

    void wipe() {
        Arrays.fill(weights, 0);
        Arrays.fill(planes, 0);
        for (int[] row : entries) {
            Arrays.fill(row, 0);
        }
        for (int[] row : sums) {
            Arrays.fill(row, 0);
        }
    }
}
