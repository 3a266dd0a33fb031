package io.veilray.ui.tool;

import io.veilray.region.Region;
import java.util.List;
import javafx.geometry.Point2D;

/** A closed line drawn by hand; taken hold of by the box around it, since its points are many. */
public record FreehandOutline(List<Point2D> vertices) implements VertexOutline {
    public FreehandOutline {
        vertices = Paths.checked("freehand outline", vertices);
    }

    @Override
    public FigureKind kind() {
        return FigureKind.FREEHAND;
    }

    @Override
    public List<Point2D> handles() {
        return extent().handles();
    }

    @Override
    public FreehandOutline reshaped(int handle, Point2D to, boolean even, SliceSize slice) {
        Extent extent = extent();
        return new FreehandOutline(Paths.stretched(vertices, extent, extent.dragged(handle, to, even, slice)));
    }

    @Override
    public FreehandOutline moved(int dxPx, int dyPx) {
        return new FreehandOutline(Paths.moved(vertices, dxPx, dyPx));
    }

    @Override
    public FreehandOutline fitted(Region target) {
        return new FreehandOutline(Paths.stretched(vertices, extent(), Extent.of(target)));
    }
}
