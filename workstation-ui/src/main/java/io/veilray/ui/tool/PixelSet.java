package io.veilray.ui.tool;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.function.IntPredicate;

/** Pixels of a slice that hang together along their sides; a bit for each pixel of the slice. */
record PixelSet(SliceSize slice, BitSet pixels) {
    boolean has(int x, int y) {
        return x >= 0 && y >= 0 && x < slice.widthPx() && y < slice.heightPx() && pixels.get(y * slice.widthPx() + x);
    }

    /**
     * All pixels that can be reached from one through sides of pixels that belong, row by row (scan line fill; Smith
     * 1979). Visits each pixel of the set a few times.
     *
     * @param belongs asked by row-major place; must hold for the first pixel
     */
    static PixelSet from(int x, int y, SliceSize slice, IntPredicate belongs) {
        PixelSet found = new PixelSet(slice, new BitSet(slice.widthPx() * slice.heightPx()));
        Deque<int[]> seeds = new ArrayDeque<>();
        seeds.push(new int[] {x, y});
        while (!seeds.isEmpty()) {
            int[] seed = seeds.pop();
            found.row(seed[0], seed[1], belongs, seeds);
        }
        return found;
    }

    /** Takes the run of a row around a seed, and a seed for each run that touches it above and below. */
    private void row(int x, int y, IntPredicate belongs, Deque<int[]> seeds) {
        int row = y * slice.widthPx();
        if (pixels.get(row + x)) {
            return;
        }
        int left = x;
        while (left > 0 && belongs.test(row + left - 1)) {
            left--;
        }
        int right = x + 1;
        while (right < slice.widthPx() && belongs.test(row + right)) {
            right++;
        }
        pixels.set(row + left, row + right);
        if (y > 0) {
            seed(left, right, y - 1, belongs, seeds);
        }
        if (y + 1 < slice.heightPx()) {
            seed(left, right, y + 1, belongs, seeds);
        }
    }

    private void seed(int left, int right, int y, IntPredicate belongs, Deque<int[]> seeds) {
        int row = y * slice.widthPx();
        boolean inside = false;
        for (int x = left; x < right; x++) {
            boolean open = !pixels.get(row + x) && belongs.test(row + x);
            if (open && !inside) {
                seeds.push(new int[] {x, y});
            }
            inside = open;
        }
    }
}
