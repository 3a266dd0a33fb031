package io.veilray.ui.tool;

import io.veilray.region.Region;
import java.util.Optional;
import javafx.geometry.Point2D;

/** Boxes of whole pixels inside a slice, as a drag makes them. */
final class Boxes {
    private Boxes() {}

    /**
     * The box of a drag: all pixels it touches, or empty if it stays outside the slice.
     *
     * @param even Shift: as wide as high
     * @param centered Alt: the drag begins at the middle
     */
    static Optional<Region> drawn(Point2D from, Point2D to, boolean even, boolean centered, SliceSize slice) {
        if (centered
                ? !slice.contains(from)
                : Extent.between(from, to).pixels(slice).isEmpty()) {
            return Optional.empty();
        }
        Point2D start = even ? rounded(slice.clamp(from)) : slice.clamp(from);
        Point2D end = even ? rounded(to) : slice.clamp(to);
        Extent extent = centered
                ? around(start, end, even, slice)
                : even ? Extent.square(start, end, slice) : Extent.between(start, end);
        return inside(extent, slice).pixels(slice);
    }

    static Region reshaped(Region box, int handle, Point2D to, boolean even, SliceSize slice) {
        return Extent.of(box)
                .dragged(handle, rounded(to), even, slice)
                .pixels(slice)
                .orElse(box);
    }

    static Region moved(Region box, int dxPx, int dyPx) {
        return new Region(box.xPx() + dxPx, box.yPx() + dyPx, box.widthPx(), box.heightPx());
    }

    private static Extent around(Point2D center, Point2D to, boolean even, SliceSize slice) {
        double dx = Math.abs(to.getX() - center.getX());
        double dy = Math.abs(to.getY() - center.getY());
        double roomX = Math.min(center.getX(), slice.widthPx() - center.getX());
        double roomY = Math.min(center.getY(), slice.heightPx() - center.getY());
        double most = Math.min(Math.max(dx, dy), Math.min(roomX, roomY));
        Point2D half = even ? new Point2D(most, most) : new Point2D(Math.min(dx, roomX), Math.min(dy, roomY));
        return Extent.between(center.subtract(half), center.add(half));
    }

    /** A flat box at the far border would touch only pixels outside: it belongs to the last ones inside. */
    private static Extent inside(Extent extent, SliceSize slice) {
        return new Extent(
                Math.min(extent.minX(), slice.widthPx() - 1.0),
                Math.min(extent.minY(), slice.heightPx() - 1.0),
                Math.max(extent.maxX(), Math.min(extent.minX(), slice.widthPx() - 1.0)),
                Math.max(extent.maxY(), Math.min(extent.minY(), slice.heightPx() - 1.0)));
    }

    private static Point2D rounded(Point2D point) {
        return new Point2D(Math.rint(point.getX()), Math.rint(point.getY()));
    }
}
