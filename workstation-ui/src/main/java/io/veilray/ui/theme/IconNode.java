package io.veilray.ui.theme;

import java.util.List;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.transform.Scale;

/** An icon of a fixed size. */
final class IconNode extends Region {
    private static final double LINE_WIDTH = 1.75;

    IconNode(List<IconStroke> strokes, double sidePx) {
        setMinSize(sidePx, sidePx);
        setPrefSize(sidePx, sidePx);
        setMaxSize(sidePx, sidePx);
        setMouseTransparent(true);
        getStyleClass().add("icon");
        Scale toSide = new Scale(sidePx / IconStroke.SQUARE, sidePx / IconStroke.SQUARE);
        strokes.forEach(stroke -> getChildren().add(shape(stroke, toSide)));
    }

    private static SVGPath shape(IconStroke stroke, Scale toSide) {
        SVGPath shape = new SVGPath();
        shape.setContent(stroke.path());
        shape.setManaged(false);
        shape.setStrokeWidth(LINE_WIDTH);
        shape.setStrokeLineCap(StrokeLineCap.ROUND);
        shape.setStrokeLineJoin(StrokeLineJoin.ROUND);
        shape.getTransforms().add(toSide);
        shape.getStyleClass().add(stroke.filled() ? "icon-fill" : "icon-stroke");
        return shape;
    }
}
