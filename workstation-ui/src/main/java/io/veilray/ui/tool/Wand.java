package io.veilray.ui.tool;

import io.veilray.region.Slice;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;

/**
 * Grows a region of similar values from a click: pixels that hang together along their sides and whose values lie about
 * the mean around the click, within a multiple of the deviation there (as ITK's confidence connected region growing
 * begins). Holes are filled. Immutable; growing takes milliseconds for 512x512.
 *
 * @param center of the accepted values
 * @param spread how far they reach to either side before anything is dragged
 */
record Wand(Slice slice, int xPx, int yPx, double center, double spread) {
    private static final int REACH_PX = 2;
    private static final double DEVIATIONS = 2.5;
    /** The least spread, for a place of one value: a gray of the screen. */
    private static final double GRAYS = 256;
    /** A finer line than this costs more to paint and to measure than it tells. */
    private static final int MOST_CORNERS = 2000;

    /** Empty if the point lies outside or its pixel has no value. */
    static Optional<Wand> at(Slice slice, Point2D point) {
        int x = (int) Math.floor(point.getX());
        int y = (int) Math.floor(point.getY());
        boolean inside = x >= 0 && y >= 0 && x < slice.widthPx() && y < slice.heightPx();
        return inside && Float.isFinite(slice.value(x, y)) ? Optional.of(of(slice, x, y)) : Optional.empty();
    }

    private static Wand of(Slice slice, int xPx, int yPx) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int y = Math.max(0, yPx - REACH_PX); y <= Math.min(slice.heightPx() - 1, yPx + REACH_PX); y++) {
            for (int x = Math.max(0, xPx - REACH_PX); x <= Math.min(slice.widthPx() - 1, xPx + REACH_PX); x++) {
                double away = slice.value(x, y) - slice.value(xPx, yPx);
                if (Double.isFinite(away)) {
                    sum += away;
                    squares += away * away;
                    count++;
                }
            }
        }
        double mean = sum / count;
        double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
        double spread = Math.max(DEVIATIONS * deviation, slice.window().width() / GRAYS);
        return new Wand(slice, xPx, yPx, slice.value(xPx, yPx) + mean, spread);
    }

    /** The region at so many times the spread; always holds the pixel clicked at. */
    FreehandOutline grown(double times) {
        double own = slice.value(xPx, yPx);
        double low = Math.min(own, center - times * spread);
        double high = Math.max(own, center + times * spread);
        SliceSize size = new SliceSize(slice.widthPx(), slice.heightPx());
        PixelSet set = PixelSet.from(xPx, yPx, size, place -> {
            float value = slice.value(place % size.widthPx(), place / size.widthPx());
            return value >= low && value <= high;
        });
        return new FreehandOutline(bounded(Contour.around(set)));
    }

    private static List<Point2D> bounded(List<Point2D> corners) {
        List<Point2D> line = corners;
        for (double tolerancePx = 0.75; line.size() > MOST_CORNERS; tolerancePx *= 2) {
            line = Paths.simplified(corners, tolerancePx);
        }
        return line;
    }
}
