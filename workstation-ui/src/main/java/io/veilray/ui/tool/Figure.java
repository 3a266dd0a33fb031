package io.veilray.ui.tool;

import java.util.List;
import javafx.geometry.Point2D;

/** Something drawn on a slice, immutable, in image space: pixel (0, 0) covers x and y from 0 to 1, y goes down. */
public sealed interface Figure permits Outline, Distance, Angle {
    FigureKind kind();

    /** The points the line runs through; an ellipse is given as a fine polygon. */
    List<Point2D> line();

    /** True if the line returns to its first point. */
    boolean closed();

    Extent extent();

    /** The points a pointer can take hold of. */
    List<Point2D> handles();

    /**
     * A copy with one of its handles dragged to a point, which is brought into the slice first.
     *
     * @param even Shift is held: a box stays square
     */
    Figure reshaped(int handle, Point2D to, boolean even, SliceSize slice);

    /** A copy elsewhere. */
    Figure moved(int dxPx, int dyPx);

    /** A copy moved as far as asked, or as far as the slice reaches. */
    default Figure movedWithin(double dx, double dy, SliceSize slice) {
        Point2D move = extent().allowedMove(dx, dy, slice);
        return move.equals(Point2D.ZERO) ? this : moved((int) move.getX(), (int) move.getY());
    }

    /** How far a point is from the line, in image pixels. */
    default double distanceToLine(Point2D point) {
        List<Point2D> points = line();
        int segments = closed() ? points.size() : points.size() - 1;
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < segments; i++) {
            nearest = Math.min(nearest, Paths.distance(point, points.get(i), points.get((i + 1) % points.size())));
        }
        return nearest;
    }

    /**
     * Whether a pointer there means this figure.
     *
     * @param viewPxPerImagePx the magnification, so that the tolerance is the same at any zoom
     */
    default boolean hit(Point2D point, double toleranceViewPx, double viewPxPerImagePx) {
        return distanceToLine(point) * viewPxPerImagePx <= toleranceViewPx;
    }
}
