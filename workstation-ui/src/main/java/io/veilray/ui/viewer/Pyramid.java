package io.veilray.ui.viewer;

import io.veilray.dicom.image.Appearance;
import io.veilray.region.Slice;
import io.veilray.ui.scan.Scan;
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

        /** {@code 0xFFrrggbb}, of a slice in colour only. */
        int colour(int x, int y);
    }

    private record Reduced(int widthPx, int heightPx, float[] values, int[] colours) implements Level {
        @Override
        public float value(int x, int y) {
            return values[y * widthPx + x];
        }

        @Override
        public int colour(int x, int y) {
            return colours[y * widthPx + x];
        }
    }

    private record Full(Slice slice, int[] colours) implements Level {
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

        @Override
        public int colour(int x, int y) {
            return colours[y * slice.widthPx() + x];
        }
    }

    private static final int[] NO_COLOURS = {};

    private final Scan scan;
    private final List<Level> levels = new ArrayList<>();

    Pyramid(Scan scan) {
        this.scan = scan;
        Level level = new Full(scan.slice(), scan.appearance().colours().orElse(NO_COLOURS));
        levels.add(level);
        while (Math.min(level.widthPx(), level.heightPx()) >= 2 * LEAST_SIDE_PX) {
            level = halved(level, isColour());
            levels.add(level);
        }
    }

    private static Level halved(Level from, boolean colour) {
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
        return new Reduced(width, height, values, colour ? halvedColours(from, width, height) : NO_COLOURS);
    }

    private static int[] halvedColours(Level from, int width, int height) {
        int[] colours = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                colours[y * width + x] = mean(
                        from.colour(2 * x, 2 * y),
                        from.colour(2 * x + 1, 2 * y),
                        from.colour(2 * x, 2 * y + 1),
                        from.colour(2 * x + 1, 2 * y + 1));
            }
        }
        return colours;
    }

    private static int mean(int... colours) {
        int mean = 0xFF000000;
        for (int shift = 0; shift < 24; shift += 8) {
            int sum = 2; // rounds
            for (int colour : colours) {
                sum += colour >> shift & 0xFF;
            }
            mean |= sum / 4 << shift;
        }
        return mean;
    }

    Slice slice() {
        return scan.slice();
    }

    Appearance appearance() {
        return scan.appearance();
    }

    boolean isColour() {
        return scan.appearance().colours().isPresent();
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
