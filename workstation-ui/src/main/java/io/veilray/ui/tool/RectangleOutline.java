package io.veilray.ui.tool;

import io.veilray.region.Region;
import java.util.List;
import javafx.geometry.Point2D;

/** A rectangle of whole pixels: what is measured is exactly what is cut for a model. */
public record RectangleOutline(Region box) implements Outline {
    @Override
    public FigureKind kind() {
        return FigureKind.RECTANGLE;
    }

    @Override
    public double[] crossings(double y) {
        Extent extent = extent();
        return y >= extent.minY() && y < extent.maxY() ? new double[] {extent.minX(), extent.maxX()} : new double[0];
    }

    @Override
    public double areaPx() {
        return (double) box.widthPx() * box.heightPx();
    }

    @Override
    public List<Point2D> line() {
        List<Point2D> handles = handles();
        return List.of(handles.get(0), handles.get(2), handles.get(4), handles.get(6));
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
    public RectangleOutline reshaped(int handle, Point2D to, boolean even, SliceSize slice) {
        return new RectangleOutline(Boxes.reshaped(box, handle, to, even, slice));
    }

    @Override
    public RectangleOutline moved(int dxPx, int dyPx) {
        return new RectangleOutline(Boxes.moved(box, dxPx, dyPx));
    }

    @Override
    public RectangleOutline fitted(Region target) {
        return new RectangleOutline(target);
    }
}
