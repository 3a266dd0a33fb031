package io.veilray.ui.viewer;

import javafx.geometry.Point2D;

/**
 * Where image pixels sit on the screen. Image space: pixel (0,0) covers x in [0,1), y in [0,1); y down. View space:
 * logical pixels of the Viewport, y down. Stand-in of branch regions until branch viewer's own is merged: zoom and pan.
 */
public record ViewTransform(double scale, double panX, double panY) {
    public Point2D toView(double imageX, double imageY) {
        return new Point2D(imageX * scale + panX, imageY * scale + panY);
    }

    public Point2D toImage(double viewX, double viewY) {
        return new Point2D((viewX - panX) / scale, (viewY - panY) / scale);
    }

    public double viewPxPerImagePx() {
        return scale;
    }
}
