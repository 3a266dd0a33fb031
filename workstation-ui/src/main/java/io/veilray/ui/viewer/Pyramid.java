package io.veilray.ui.viewer;

import io.veilray.region.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * A slice in halving sizes, each value the mean of four of the level before, so that a film of any size is painted in the
 * time that the screen takes. Level 0 is the slice itself. Costs a third of the slice's memory.
 */
final class Pyramid {
    /** Smaller levels would be smaller than any viewport. */
    private static final int LEAST_SIDE_PX = 256;

    /** Values of one level, row-major. */
    interface Level {
        int widthPx();

        int heightPx();

        float value(int x, int y);
    }

    private record Reduced(int widthPx, int heightPx, float[] values) implements Level {
        @Override
        public float value(int x, int y) {
            return values[y * widthPx + x];
        }
    }

    private record Full(Slice slice) implements Level {
        @Override
        public int widthPx() {
            return slice.widthPx();
        }

        @Override
        public int heightPx() {
            return slice.heightPx();
        }

        @Override
        public float value(int x, int y) {
            return slice.value(x, y);
        }
    }

    private final Slice slice;
    private final List<Level> levels = new ArrayList<>();

    Pyramid(Slice slice) {
        this.slice = slice;
        Level level = new Full(slice);
        levels.add(level);
        while (Math.min(level.widthPx(), level.heightPx()) >= 2 * LEAST_SIDE_PX) {
            level = halved(level);
            levels.add(level);
        }
    }

    private static Level halved(Level from) {
        int width = from.widthPx() / 2;
        int height = from.heightPx() / 2;
        float[] values = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                values[y * width + x] = (from.value(2 * x, 2 * y)
                                + from.value(2 * x + 1, 2 * y)
                                + from.value(2 * x, 2 * y + 1)
                                + from.value(2 * x + 1, 2 * y + 1))
                        / 4;
            }
        }
        return new Reduced(width, height, values);
    }

    Slice slice() {
        return slice;
    }

    /** The number of the smallest level that still has a value for each view pixel. */
    int levelFor(double viewPxPerImagePx) {
        int level = 0;
        while (level + 1 < levels.size() && viewPxPerImagePx * (2 << level) <= 1) {
            level++;
        }
        return level;
    }

    Level level(int number) {
        return levels.get(number);
    }
}
