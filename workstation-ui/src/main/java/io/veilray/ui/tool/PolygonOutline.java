package io.veilray.ui.tool;

import io.veilray.region.Region;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;

/** A closed line through clicked vertices, each of which is a handle. */
public record PolygonOutline(List<Point2D> vertices) implements VertexOutline {
    public PolygonOutline {
        vertices = Paths.checked("polygon outline", vertices);
    }

    @Override
    public FigureKind kind() {
        return FigureKind.POLYGON;
    }

    @Override
    public List<Point2D> handles() {
        return vertices;
    }

    @Override
    public PolygonOutline reshaped(int handle, Point2D to, boolean even, SliceSize slice) {
        List<Point2D> changed = new ArrayList<>(vertices);
        changed.set(handle, slice.clamp(to));
        return new PolygonOutline(changed);
    }

    @Override
    public PolygonOutline moved(int dxPx, int dyPx) {
        return new PolygonOutline(Paths.moved(vertices, dxPx, dyPx));
    }

    @Override
    public PolygonOutline fitted(Region target) {
        return new PolygonOutline(Paths.stretched(vertices, extent(), Extent.of(target)));
    }
}
