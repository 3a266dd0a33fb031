package io.veilray.ui.tool;

import java.util.List;
import javafx.geometry.Point2D;

/** A closed line through points. */
sealed interface VertexOutline extends Outline permits FreehandOutline, PolygonOutline {
    List<Point2D> vertices();

    @Override
    default double[] crossings(double y) {
        return Paths.crossings(vertices(), y);
    }

    @Override
    default double areaPx() {
        return Paths.area(vertices());
    }

    @Override
    default List<Point2D> line() {
        return vertices();
    }

    @Override
    default Extent extent() {
        return Extent.of(vertices());
    }
}
