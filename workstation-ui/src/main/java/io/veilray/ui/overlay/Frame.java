package io.veilray.ui.overlay;

import io.veilray.region.Region;
import io.veilray.region.Slice;
import java.awt.Rectangle;

/**
 * How the scan is enlarged and how thick things are drawn around it.
 *
 * @param factor canvas pixels a scan pixel, whole, so that every scan pixel stays a square
 * @param unit pixels a unit of the design: text and lines grow with the picture
 * @param line width of the outline; its halo adds as much on either side
 */
record Frame(int widthPx, int heightPx, int factor, double unit, int line) {
    /** A smaller scan is enlarged until its shorter side has this many pixels. */
    static final int LEAST_SIDE_PX = 512;
    /** But not beyond this many pixels for its longer side. */
    static final int MOST_ENLARGED_PX = 2048;

    static Frame of(Slice slice) {
        int shorter = Math.min(slice.widthPx(), slice.heightPx());
        int longer = Math.max(slice.widthPx(), slice.heightPx());
        int wanted = (LEAST_SIDE_PX + shorter - 1) / shorter;
        int factor = Math.clamp(MOST_ENLARGED_PX / longer, 1, wanted);
        double unit = Math.clamp((double) shorter * factor / LEAST_SIDE_PX, 1.0, 6.0);
        return new Frame(slice.widthPx() * factor, slice.heightPx() * factor, factor, unit, (int) Math.round(2 * unit));
    }

    /** Room the outline with its halo takes outside of a region. */
    int outline() {
        return 3 * line;
    }

    int px(double units) {
        return (int) Math.round(units * unit);
    }

    /** The region on a canvas whose picture begins there; the outline is drawn around it and covers none of it. */
    Rectangle place(Region region, int pictureX, int pictureY) {
        return new Rectangle(
                pictureX + region.xPx() * factor,
                pictureY + region.yPx() * factor,
                region.widthPx() * factor,
                region.heightPx() * factor);
    }
}
