package io.veilray.ui.viewer;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;

/**
 * Where labels stand in one painting of the view, so that the next one finds a place beside them. In view space.
 */
public final class LabelRoom {
    private final double viewWidth;
    private final double viewHeight;
    private final List<Bounds> taken = new ArrayList<>();

    public LabelRoom(double viewWidth, double viewHeight) {
        this.viewWidth = viewWidth;
        this.viewHeight = viewHeight;
    }

    /**
     * Takes the first of some places where the label covers no other, or the first of all if it covers one everywhere.
     *
     * @param corners upper left ones, the best first; each is brought inside the view
     * @return the corner of the place taken
     */
    public Point2D take(List<Point2D> corners, double width, double height) {
        List<Bounds> places =
                corners.stream().map(corner -> inside(corner, width, height)).toList();
        Bounds place = places.stream()
                .filter(box -> taken.stream().noneMatch(box::intersects))
                .findFirst()
                .orElse(places.getFirst());
        taken.add(place);
        return new Point2D(place.getMinX(), place.getMinY());
    }

    private Bounds inside(Point2D corner, double width, double height) {
        return new BoundingBox(
                Math.clamp(corner.getX(), 0, Math.max(0, viewWidth - width)),
                Math.clamp(corner.getY(), 0, Math.max(0, viewHeight - height)),
                width,
                height);
    }
}
