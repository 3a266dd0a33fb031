package io.veilray.ui.tool;

import io.veilray.ui.scan.PixelSpacing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.geometry.Point2D;

/** The angle between two arms that meet at a vertex. */
public record Angle(Point2D first, Point2D vertex, Point2D second) implements Figure {
    @Override
    public FigureKind kind() {
        return FigureKind.ANGLE;
    }

    /**
     * From 0 to 180 degrees, measured in millimetres: where rows and columns are not equally far apart, the angle in
     * the body is not the one on the pixel grid. Without a spacing pixels are taken as square. Empty if an arm has no
     * length.
     */
    public OptionalDouble degrees(Optional<PixelSpacing> spacing) {
        Point2D a = arm(first, spacing);
        Point2D b = arm(second, spacing);
        if (a.equals(Point2D.ZERO) || b.equals(Point2D.ZERO)) {
            return OptionalDouble.empty();
        }
        double cross = a.getX() * b.getY() - a.getY() * b.getX();
        return OptionalDouble.of(Math.toDegrees(Math.atan2(Math.abs(cross), a.dotProduct(b))));
    }

    private Point2D arm(Point2D end, Optional<PixelSpacing> spacing) {
        Point2D arm = end.subtract(vertex);
        return spacing.map(mm -> new Point2D(arm.getX() * mm.columnMm(), arm.getY() * mm.rowMm()))
                .orElse(arm);
    }

    @Override
    public List<Point2D> line() {
        return List.of(first, vertex, second);
    }

    @Override
    public boolean closed() {
        return false;
    }

    @Override
    public Extent extent() {
        return Extent.of(line());
    }

    @Override
    public List<Point2D> handles() {
        return line();
    }

    @Override
    public Angle reshaped(int handle, Point2D to, boolean even, SliceSize slice) {
        List<Point2D> points = new ArrayList<>(line());
        points.set(handle, slice.clamp(to));
        return new Angle(points.get(0), points.get(1), points.get(2));
    }

    @Override
    public Angle moved(int dxPx, int dyPx) {
        List<Point2D> points = Paths.moved(line(), dxPx, dyPx);
        return new Angle(points.get(0), points.get(1), points.get(2));
    }
}
