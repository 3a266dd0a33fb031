package io.veilray.ui.tool;

import java.util.List;
import javafx.geometry.Point2D;

/** Where a label of a size may stand, the best place first; upper left corners in view space. */
@FunctionalInterface
interface LabelPlaces {
    /** From a line to its label. */
    double GAP_PX = 5;

    List<Point2D> corners(double width, double height);

    /** Above the left corner, where the eye begins; otherwise above the right one, inside, beside or below. */
    static LabelPlaces about(Extent figure) {
        return (width, height) -> List.of(
                new Point2D(figure.minX(), figure.minY() - GAP_PX - height),
                new Point2D(figure.maxX() - width, figure.minY() - GAP_PX - height),
                new Point2D(figure.minX() + GAP_PX, figure.minY() + GAP_PX),
                new Point2D(figure.maxX() + GAP_PX, figure.minY()),
                new Point2D(figure.minX() - GAP_PX - width, figure.minY()),
                new Point2D(figure.minX(), figure.maxY() + GAP_PX));
    }

    /** Below the left corner; otherwise below the right one, a line further down, or inside. */
    static LabelPlaces below(Extent box) {
        return (width, height) -> List.of(
                new Point2D(box.minX(), box.maxY() + GAP_PX),
                new Point2D(box.maxX() - width, box.maxY() + GAP_PX),
                new Point2D(box.minX(), box.maxY() + 2 * GAP_PX + height),
                new Point2D(box.minX() + GAP_PX, box.maxY() - GAP_PX - height));
    }

    /** Right above the end of a line, where the eye is; otherwise below or on its other side. */
    static LabelPlaces at(Point2D end) {
        return (width, height) -> List.of(
                end.add(GAP_PX, -height),
                end.add(GAP_PX, GAP_PX),
                end.add(-GAP_PX - width, -height),
                end.add(-GAP_PX - width, GAP_PX));
    }
}
