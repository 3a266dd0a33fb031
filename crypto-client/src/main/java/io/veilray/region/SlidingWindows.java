package io.veilray.region;

import java.util.stream.IntStream;

/**
 * Windows of one size that cover a region together, row by row from its top left corner, a stride apart. The last window
 * of a row ends where the region ends, and so does the last row, so these may lie closer to the one before. Nothing is
 * stored for a window, and their number is checked here, before anybody makes room for them.
 *
 * @param widthPx of a window, at most the region's
 * @param heightPx of a window, at most the region's
 * @param stridePx from one window to the next, both ways; at most a window's shorter side, so that no pixel is left out
 */
public record SlidingWindows(Region region, int widthPx, int heightPx, int stridePx) {
    /** More windows than this are refused. */
    public static final int MOST = 10_000;

    public SlidingWindows {
        if (widthPx < 1 || heightPx < 1 || widthPx > region.widthPx() || heightPx > region.heightPx()) {
            throw new IllegalArgumentException("window of " + widthPx + "x" + heightPx
                    + " px: must be from 1x1 px to the region's " + region.widthPx() + "x" + region.heightPx() + " px");
        }
        int shorter = Math.min(widthPx, heightPx);
        if (stridePx < 1 || stridePx > shorter) {
            throw new IllegalArgumentException("stride of " + stridePx + " px: must be from 1 to " + shorter
                    + " px, the window's shorter side, so that no pixel is left out");
        }
        long count = (long) new Axis(region.widthPx(), widthPx, stridePx).count()
                * new Axis(region.heightPx(), heightPx, stridePx).count();
        if (count > MOST) {
            throw new IllegalArgumentException(count + " windows of " + widthPx + "x" + heightPx + " px, " + stridePx
                    + " px apart, in " + region.widthPx() + "x" + region.heightPx() + " px: at most " + MOST
                    + " are allowed");
        }
    }

    /** From left to right. */
    public Axis across() {
        return new Axis(region.widthPx(), widthPx, stridePx);
    }

    /** From top to bottom. */
    public Axis down() {
        return new Axis(region.heightPx(), heightPx, stridePx);
    }

    public int count() {
        return across().count() * down().count();
    }

    /** A window in image pixels. */
    public Region window(int index) {
        if (index < 0 || index >= count()) {
            throw new IllegalArgumentException("window " + index + ": must be from 0 to " + (count() - 1));
        }
        int columns = across().count();
        return new Region(
                region.xPx() + across().startPx(index % columns),
                region.yPx() + down().startPx(index / columns),
                widthPx,
                heightPx);
    }

    /** Where windows lie along one side of the region, in pixels from its beginning. */
    public record Axis(int lengthPx, int windowPx, int stridePx) {
        public int count() {
            int beyondFirst = lengthPx - windowPx;
            return 1 + beyondFirst / stridePx + (beyondFirst % stridePx == 0 ? 0 : 1);
        }

        int startPx(int place) {
            return (int) Math.min((long) place * stridePx, lengthPx - windowPx);
        }

        /** The first window that covers a pixel. */
        public int first(int px) {
            int beyondFirst = px - windowPx;
            return beyondFirst < 0 ? 0 : Math.min(beyondFirst / stridePx + 1, count() - 1);
        }

        /** The last window that covers a pixel. */
        public int last(int px) {
            return px >= lengthPx - windowPx ? count() - 1 : px / stridePx;
        }

        /** Every place where a window begins or ends, in order: between two of them the same windows cover all pixels. */
        public int[] edges() {
            return IntStream.range(0, count())
                    .flatMap(place -> IntStream.of(startPx(place), startPx(place) + windowPx))
                    .sorted()
                    .distinct()
                    .toArray();
        }
    }
}
