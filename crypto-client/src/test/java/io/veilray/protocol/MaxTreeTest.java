package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A position that a pool forgets or reads twice changes a diagnosis silently: every window shape must agree with the definition. */
class MaxTreeTest {
    private static long[] byLevels(PoolWindow pool, TensorShape map, long[] values) {
        long[] out = values;
        for (MaxLevel level : MaxTree.of(pool, map)) {
            long[] positive = level.differences(out, -1L);
            assertEquals(level.comparisons(), positive.length);
            for (int i = 0; i < positive.length; i++) {
                positive[i] = Math.max(0, positive[i]);
            }
            out = level.larger(out, positive, -1L);
        }
        return out;
    }

    static PoolWindow pool(SplittableRandom random, TensorShape map) {
        int height = random.nextInt(1, 6);
        int width = random.nextInt(1, 6);
        int strideHeight = random.nextInt(1, 4);
        int strideWidth = random.nextInt(1, 4);
        int padTop = random.nextInt(0, height);
        int padLeft = random.nextInt(0, width);
        return new PoolWindow(
                height,
                width,
                strideHeight,
                strideWidth,
                padTop,
                padLeft,
                random.nextInt(1, (map.height() - 1 + padTop) / strideHeight + 2),
                random.nextInt(1, (map.width() - 1 + padLeft) / strideWidth + 2));
    }

    @Test
    void everyWindow_givesItsLargestValue() {
        for (int seed = 0; seed < 2000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TensorShape map = new TensorShape(random.nextInt(1, 4), random.nextInt(1, 9), random.nextInt(1, 9));
            PoolWindow pool = pool(random, map);
            long[] values = random.longs(map.size(), -1000, 1000).toArray();
            assertArrayEquals(
                    new Nonlinear.MaxPool(pool).apply(values, map),
                    byLevels(pool, map, values),
                    "seed " + seed + ": " + pool + " of " + map);
            assertEquals(
                    comparisons(pool, map).stream().mapToLong(Long::longValue).sum(),
                    MaxTree.comparisons(pool, map),
                    "seed " + seed + ": " + pool + " of " + map);
        }
    }

    private static List<Long> comparisons(PoolWindow pool, TensorShape map) {
        return MaxTree.of(pool, map).stream().map(MaxLevel::comparisons).toList();
    }

    /** 64x64, halved: 64 * 32 pairs along the rows, then 32 * 32; three comparisons a window, as window by window. */
    @Test
    void windowsApart_takeOneComparisonLessThanTheyHaveValues() {
        PoolWindow halving = new PoolWindow(2, 2, 2, 2, 0, 0, 32, 32);
        assertEquals(List.of(16 * 64 * 32L, 16 * 32 * 32L), comparisons(halving, new TensorShape(16, 64, 64)));
    }

    /** 3x3 by 2 on 9x9, no padding, 4x4 windows: 9 * 4 pairs twice, 4 * 4 pairs twice: 104 where windows alone take 128. */
    @Test
    void overlappingWindows_shareTheirRows() {
        PoolWindow overlapping = new PoolWindow(3, 3, 2, 2, 0, 0, 4, 4);
        assertEquals(List.of(36L, 36L, 16L, 16L), comparisons(overlapping, new TensorShape(1, 9, 9)));
    }

    /** The last row of 5 is under no window: it is left out before anything is compared. */
    @Test
    void rowUnderNoWindow_isNotCompared() {
        PoolWindow halving = new PoolWindow(2, 2, 2, 2, 0, 0, 2, 2);
        assertEquals(List.of(0L, 8L, 4L), comparisons(halving, new TensorShape(1, 5, 4)));
    }

    @Test
    void poolOfOnePosition_hasNoLevels() {
        assertEquals(List.of(), comparisons(new PoolWindow(1, 1, 1, 1, 0, 0, 4, 4), new TensorShape(2, 4, 4)));
    }
}
