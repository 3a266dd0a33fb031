package io.veilray.ui.tool;

import io.veilray.region.Region;
import io.veilray.ui.scan.PixelSpacing;
import java.util.Optional;
import javafx.geometry.Point2D;

/** A closed figure around the pixels whose centres lie inside. A path that crosses itself has holes (even-odd rule). */
public sealed interface Outline extends Figure permits RectangleOutline, EllipseOutline, VertexOutline {
    /** Where the boundary crosses the horizontal line at {@code y}, ascending, an even number; inside is between pairs. */
    double[] crossings(double y);

    /** The area the line encloses, not the number of pixels counted. */
    double areaPx();

    /** A copy whose extent is that box. */
    Outline fitted(Region box);

    @Override
    Outline moved(int dxPx, int dyPx);

    @Override
    default boolean closed() {
        return true;
    }

    default double areaMm2(PixelSpacing spacing) {
        return areaPx() * spacing.pixelAreaMm2();
    }

    /** Whether a point is inside; a left boundary belongs to the inside, a right one does not. */
    default boolean contains(double x, double y) {
        double[] crossings = crossings(y);
        boolean inside = false;
        for (double crossing : crossings) {
            inside ^= crossing <= x;
        }
        return inside;
    }

    /** Whether the centre of that pixel is inside. */
    default boolean containsPixel(int xPx, int yPx) {
        return contains(xPx + 0.5, yPx + 0.5);
    }

    /** The rectangle of pixels that is cut for a model: the bounding box within the slice; empty if it lies outside. */
    default Optional<Region> region(SliceSize slice) {
        return extent().pixels(slice);
    }

    @Override
    default boolean hit(Point2D point, double toleranceViewPx, double viewPxPerImagePx) {
        return contains(point.getX(), point.getY()) || distanceToLine(point) * viewPxPerImagePx <= toleranceViewPx;
    }
}
