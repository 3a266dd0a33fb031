package io.veilray.ui.tool;

import io.veilray.region.Region;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;

/** The smallest upright box around something, in image space; may be flat. */
public record Extent(double minX, double minY, double maxX, double maxY) {
    public Extent {
        if (!(maxX >= minX) || !(maxY >= minY) || !Double.isFinite(maxX - minX) || !Double.isFinite(maxY - minY)) {
            throw new IllegalArgumentException(
                    "extent " + minX + ".." + maxX + ", " + minY + ".." + maxY + ": must be finite and in order");
        }
    }

    static Extent of(Region box) {
        return new Extent(box.xPx(), box.yPx(), box.xPx() + box.widthPx(), box.yPx() + box.heightPx());
    }

    static Extent of(List<Point2D> points) {
        return new Extent(
                points.stream().mapToDouble(Point2D::getX).min().orElseThrow(),
                points.stream().mapToDouble(Point2D::getY).min().orElseThrow(),
                points.stream().mapToDouble(Point2D::getX).max().orElseThrow(),
                points.stream().mapToDouble(Point2D::getY).max().orElseThrow());
    }

    static Extent between(Point2D a, Point2D b) {
        return of(List.of(a, b));
    }

    public double width() {
        return maxX - minX;
    }

    public double height() {
        return maxY - minY;
    }

    /** All pixels of the slice this box touches, at least one; empty if it lies outside. */
    Optional<Region> pixels(SliceSize slice) {
        int left = floor(minX, slice.widthPx());
        int top = floor(minY, slice.heightPx());
        int right = (int) Math.clamp(Math.max(Math.ceil(maxX), Math.floor(minX) + 1), 0.0, slice.widthPx());
        int bottom = (int) Math.clamp(Math.max(Math.ceil(maxY), Math.floor(minY) + 1), 0.0, slice.heightPx());
        return right <= left || bottom <= top
                ? Optional.empty()
                : Optional.of(new Region(left, top, right - left, bottom - top));
    }

    private static int floor(double value, int most) {
        return (int) Math.clamp(Math.floor(value), 0.0, most);
    }

    /** Corners and sides clockwise from the top left: 0, 2, 4, 6 are corners, 1 is the top side. */
    List<Point2D> handles() {
        double midX = (minX + maxX) / 2;
        double midY = (minY + maxY) / 2;
        return List.of(
                new Point2D(minX, minY),
                new Point2D(midX, minY),
                new Point2D(maxX, minY),
                new Point2D(maxX, midY),
                new Point2D(maxX, maxY),
                new Point2D(midX, maxY),
                new Point2D(minX, maxY),
                new Point2D(minX, midY));
    }

    /**
     * This box with one of its {@link #handles()} dragged to a point; the opposite corner or side stays, also when the
     * pointer crosses it. At least one pixel in each direction remains.
     *
     * @param even a corner keeps the box square
     */
    Extent dragged(int handle, Point2D to, boolean even, SliceSize slice) {
        boolean west = handle == 0 || handle >= 6;
        boolean east = handle >= 2 && handle <= 4;
        boolean north = handle <= 2;
        boolean south = handle >= 4 && handle <= 6;
        Point2D anchor = new Point2D(west ? maxX : minX, north ? maxY : minY);
        Point2D end = slice.clamp(to);
        if (even && (west || east) && (north || south)) {
            return square(anchor, to, slice);
        }
        double x = west || east ? apart(anchor.getX(), end.getX(), west, slice.widthPx()) : maxX;
        double y = north || south ? apart(anchor.getY(), end.getY(), north, slice.heightPx()) : maxY;
        return between(anchor, new Point2D(x, y));
    }

    /** The square with one corner there that reaches as far as the pointer, as far as the slice has room. */
    static Extent square(Point2D corner, Point2D to, SliceSize slice) {
        Point2D anchor = slice.clamp(corner);
        boolean left = to.getX() < anchor.getX();
        boolean up = to.getY() < anchor.getY();
        double roomX = left ? anchor.getX() : slice.widthPx() - anchor.getX();
        double roomY = up ? anchor.getY() : slice.heightPx() - anchor.getY();
        double wanted = Math.max(Math.abs(to.getX() - anchor.getX()), Math.abs(to.getY() - anchor.getY()));
        double side = Math.min(wanted, Math.min(roomX, roomY));
        return between(anchor, anchor.add(left ? -side : side, up ? -side : side));
    }

    /** The end of a side that begins at {@code anchor}, at least a pixel away and inside the slice. */
    private static double apart(double anchor, double end, boolean before, int most) {
        if (Math.abs(end - anchor) >= 1) {
            return end;
        }
        boolean back = before ? anchor >= 1 : anchor + 1 > most;
        return back ? anchor - 1 : anchor + 1;
    }

    /** As much of a move by whole pixels as leaves this box inside the slice. */
    Point2D allowedMove(double dx, double dy, SliceSize slice) {
        return new Point2D(
                allowed(Math.round(dx), minX, slice.widthPx() - maxX),
                allowed(Math.round(dy), minY, slice.heightPx() - maxY));
    }

    private static double allowed(double wanted, double roomBefore, double roomAfter) {
        return Math.clamp(wanted, -Math.max(0, Math.floor(roomBefore)), Math.max(0, Math.floor(roomAfter)));
    }

    /** Where a point of this box goes when the box is stretched to {@code to}. */
    Point2D stretch(Point2D point, Extent to) {
        return new Point2D(
                along(point.getX(), minX, width(), to.minX, to.width()),
                along(point.getY(), minY, height(), to.minY, to.height()));
    }

    private static double along(double value, double from, double length, double newFrom, double newLength) {
        return length > 0 ? newFrom + (value - from) * newLength / length : newFrom + newLength / 2;
    }
}
