package io.veilray.ui.tool;

import io.veilray.ui.scan.PixelSpacing;
import java.util.List;
import javafx.geometry.Point2D;

/** A straight line to be measured. */
public record Distance(Point2D from, Point2D to) implements Figure {
    @Override
    public FigureKind kind() {
        return FigureKind.DISTANCE;
    }

    public double lengthPx() {
        return from.distance(to);
    }

    /** x runs across columns and y across rows: each has its own spacing. */
    public double lengthMm(PixelSpacing spacing) {
        return Math.hypot((to.getX() - from.getX()) * spacing.columnMm(), (to.getY() - from.getY()) * spacing.rowMm());
    }

    @Override
    public List<Point2D> line() {
        return List.of(from, to);
    }

    @Override
    public boolean closed() {
        return false;
    }

    @Override
    public Extent extent() {
        return Extent.between(from, to);
    }

    @Override
    public List<Point2D> handles() {
        return line();
    }

    @Override
    public Distance reshaped(int handle, Point2D point, boolean even, SliceSize slice) {
        Point2D inside = slice.clamp(point);
        return handle == 0 ? new Distance(inside, to) : new Distance(from, inside);
    }

    @Override
    public Distance moved(int dxPx, int dyPx) {
        return new Distance(from.add(dxPx, dyPx), to.add(dxPx, dyPx));
    }
}
