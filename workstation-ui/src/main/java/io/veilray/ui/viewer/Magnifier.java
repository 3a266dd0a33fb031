package io.veilray.ui.viewer;

import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/**
 * A lens under the pointer: what is painted there, enlarged from the slice's own pixels, with the layers over it. Paints
 * in view space.
 */
final class Magnifier {
    static final double FACTOR = 3;
    static final double SIDE_PX = 220;

    /** What paints the slice and its layers under a transform. */
    @FunctionalInterface
    interface Contents {
        void paint(GraphicsContext g, ViewTransform at);
    }

    private Magnifier() {}

    static void paint(GraphicsContext g, ViewTransform at, Point2D pointer, Contents contents) {
        double left = Math.rint(pointer.getX() - SIDE_PX / 2);
        double top = Math.rint(pointer.getY() - SIDE_PX / 2);
        g.save();
        g.beginPath();
        g.rect(left, top, SIDE_PX, SIDE_PX);
        g.clip();
        g.setFill(Color.BLACK);
        g.fillRect(left, top, SIDE_PX, SIDE_PX);
        contents.paint(g, at.zoomedAt(pointer.getX(), pointer.getY(), FACTOR));
        g.restore();
        frame(g, left, top, 4, Color.web("#000000", 0.8));
        frame(g, left, top, 1.5, Color.web("#f1f4f7"));
    }

    private static void frame(GraphicsContext g, double left, double top, double width, Color color) {
        g.setStroke(color);
        g.setLineWidth(width);
        g.strokeRect(left, top, SIDE_PX, SIDE_PX);
    }
}
