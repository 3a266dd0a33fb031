package io.veilray.ui.tool;

import io.veilray.region.Region;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;

/** The ellipse that touches the four sides of a box of whole pixels. */
public record EllipseOutline(Region box) implements Outline {
    /** A multiple of four, so that the line touches all sides of the box. */
    private static final int POINTS = 96;

    @Override
    public FigureKind kind() {
        return FigureKind.ELLIPSE;
    }

    @Override
    public double[] crossings(double y) {
        double up = (y - box.yPx()) / box.heightPx() * 2 - 1;
        if (!(Math.abs(up) < 1)) {
            return new double[0];
        }
        double half = box.widthPx() / 2.0 * Math.sqrt(1 - up * up);
        double center = box.xPx() + box.widthPx() / 2.0;
        return new double[] {center - half, center + half};
    }

    @Override
    public double areaPx() {
        return Math.PI / 4 * box.widthPx() * box.heightPx();
    }

    @Override
    public List<Point2D> line() {
        double a = box.widthPx() / 2.0;
        double b = box.heightPx() / 2.0;
        List<Point2D> points = new ArrayList<>(POINTS);
        for (int i = 0; i < POINTS; i++) {
            double turn = 2 * Math.PI * i / POINTS;
            points.add(new Point2D(box.xPx() + a + a * Math.cos(turn), box.yPx() + b + b * Math.sin(turn)));
        }
        return points;
    }

    @Override
    public Extent extent() {
        return Extent.of(box);
    }

    @Override
    public List<Point2D> handles() {
        return extent().handles();
    }

    @Override
    public EllipseOutline reshaped(int handle, Point2D to, boolean even, SliceSize slice) {
        return new EllipseOutline(Boxes.reshaped(box, handle, to, even, slice));
    }

    @Override
    public EllipseOutline moved(int dxPx, int dyPx) {
        return new EllipseOutline(Boxes.moved(box, dxPx, dyPx));
    }

    @Override
    public EllipseOutline fitted(Region target) {
        return new EllipseOutline(target);
    }
}
