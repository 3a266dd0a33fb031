package io.veilray.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A max pool as levels of pairwise comparisons, first along the rows, then along the columns. That needs as many
 * comparisons as window by window where windows lie apart, and fewer where they overlap; a row that no window covers is
 * not compared. Positions outside the map do not count, so windows may have unequal sizes: the odd value of one passes on.
 */
final class MaxTree {
    private MaxTree() {}

    /** The levels of the pool of a map of that shape, in order; a 1x1 pool of stride 1 has none. */
    static List<MaxLevel> of(PoolWindow pool, TensorShape map) {
        int[][] rows = windows(pool.outputHeight(), pool.strideHeight(), pool.padTop(), pool.height(), map.height());
        int[][] columns = windows(pool.outputWidth(), pool.strideWidth(), pool.padLeft(), pool.width(), map.width());
        int[] covered = Arrays.stream(rows)
                .flatMapToInt(Arrays::stream)
                .distinct()
                .sorted()
                .toArray();
        List<MaxLevel> levels = new ArrayList<>();
        addPick(levels, map.channels(), map.height(), map.width(), covered);
        addLevels(levels, map.channels() * covered.length, map.width(), 1, columns);
        int[][] among = Arrays.stream(rows)
                .map(window -> Arrays.stream(window)
                        .map(row -> Arrays.binarySearch(covered, row))
                        .toArray())
                .toArray(int[][]::new);
        addLevels(levels, map.channels(), covered.length, pool.outputWidth(), among);
        return levels;
    }

    /** All comparisons of {@link #of}, counted without making a level: a window of n positions takes n - 1 along an axis. */
    static long comparisons(PoolWindow pool, TensorShape map) {
        Axis rows = Axis.of(pool.outputHeight(), pool.strideHeight(), pool.padTop(), pool.height(), map.height());
        Axis columns = Axis.of(pool.outputWidth(), pool.strideWidth(), pool.padLeft(), pool.width(), map.width());
        return map.channels() * (rows.covered * columns.pairs + rows.pairs * pool.outputWidth());
    }

    /** Pairs of positions that {@link #of} lists, which it does along one axis for all rows and channels together. */
    static long indices(PoolWindow pool, TensorShape map) {
        return Axis.of(pool.outputHeight(), pool.strideHeight(), pool.padTop(), pool.height(), map.height()).pairs
                + Axis.of(pool.outputWidth(), pool.strideWidth(), pool.padLeft(), pool.width(), map.width()).pairs;
    }

    /** One axis in numbers: positions under any window, and one less than each window has, added up. */
    private record Axis(long covered, long pairs) {
        static Axis of(int outputs, long stride, int pad, int side, int size) {
            long covered = 0;
            long pairs = 0;
            long end = 0;
            for (int i = 0; i < outputs; i++) {
                long first = Math.max(0, i * stride - pad);
                long next = Math.min(size, i * stride - pad + side);
                pairs += next - first - 1;
                covered += next - Math.max(first, end);
                end = next;
            }
            return new Axis(covered, pairs);
        }
    }

    /** The positions that each window covers along one axis: never none, see {@link PoolWindow#output}. */
    private static int[][] windows(int outputs, int stride, int pad, int side, int size) {
        return IntStream.range(0, outputs)
                .mapToObj(i -> IntStream.range(Math.max(0, i * stride - pad), Math.min(size, i * stride - pad + side))
                        .toArray())
                .toArray(int[][]::new);
    }

    /** Levels until every window has one value. */
    private static void addLevels(List<MaxLevel> levels, int outer, int size, int inner, int[][] windows) {
        int[][] rest = windows;
        int inputs = size;
        while (Arrays.stream(rest).anyMatch(window -> window.length > 1)) {
            levels.add(new MaxLevel(outer, inputs, inner, every(rest, 0), every(rest, 1)));
            int[] start = {0};
            rest = Arrays.stream(rest)
                    .map(window -> {
                        int first = start[0];
                        start[0] += (window.length + 1) / 2;
                        return IntStream.range(first, start[0]).toArray();
                    })
                    .toArray(int[][]::new);
            inputs = start[0];
        }
        addPick(levels, outer, inputs, inner, every(rest, 0));
    }

    /** The first or the second of every pair of every window; the odd last one is its own partner. */
    private static int[] every(int[][] windows, int which) {
        return Arrays.stream(windows)
                .flatMapToInt(window -> IntStream.range(0, (window.length + 1) / 2)
                        .map(pair -> window[Math.min(2 * pair + which, window.length - 1)]))
                .toArray();
    }

    private static void addPick(List<MaxLevel> levels, int outer, int inputs, int inner, int[] picked) {
        if (!Arrays.equals(picked, IntStream.range(0, inputs).toArray())) {
            levels.add(new MaxLevel(outer, inputs, inner, picked, picked));
        }
    }
}
