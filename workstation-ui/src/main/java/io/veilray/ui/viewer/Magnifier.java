package io.veilray.ui.viewer;

import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.ArcType;

/**
 * A lens under the pointer: what is painted there, enlarged from the slice's own pixels, with the layers over it. Paints
 * in view space.
 */
final class Magnifier {
    static final double FACTOR = 3;
    static final double RADIUS_PX = 110;
    private static final double FULL_TURN = 360;

    /** What paints the slice and its layers under a transform. */
    @FunctionalInterface
    interface Contents {
        void paint(GraphicsContext g, ViewTransform at);
    }

    private Magnifier() {}

    /** The transform inside the lens: the point under the pointer stays, all else moves away from it. */
    static ViewTransform inside(ViewTransform at, Point2D pointer) {
        return at.zoomedAt(pointer.getX(), pointer.getY(), FACTOR);
    }

    static void paint(GraphicsContext g, ViewTransform at, Point2D pointer, Contents contents) {
        double left = pointer.getX() - RADIUS_PX;
        double top = pointer.getY() - RADIUS_PX;
        g.save();
        g.beginPath();
        g.arc(pointer.getX(), pointer.getY(), RADIUS_PX, RADIUS_PX, 0, FULL_TURN);
        g.closePath();
        g.clip();
        g.setFill(Color.BLACK);
        g.fillRect(left, top, 2 * RADIUS_PX, 2 * RADIUS_PX);
        contents.paint(g, inside(at, pointer));
        g.restore();
        ring(g, left, top, 4, Color.web("#000000", 0.8));
        ring(g, left, top, 1.5, Color.web("#f1f4f7"));
    }

    private static void ring(GraphicsContext g, double left, double top, double width, Color color) {
        g.setStroke(color);
        g.setLineWidth(width);
        g.strokeArc(left, top, 2 * RADIUS_PX, 2 * RADIUS_PX, 0, FULL_TURN, ArcType.OPEN);
    }
}
