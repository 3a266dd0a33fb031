package io.veilray.ui.tool;

import javafx.geometry.Point2D;

/** How large the slice is that is drawn on: what is drawn stays inside. */
public record SliceSize(int widthPx, int heightPx) {
    public SliceSize {
        if (widthPx < 1 || heightPx < 1) {
            throw new IllegalArgumentException("slice of " + widthPx + "x" + heightPx + " px: must be at least 1x1");
        }
    }

    /** The nearest point of the slice. */
    public Point2D clamp(Point2D point) {
        return new Point2D(Math.clamp(point.getX(), 0.0, widthPx), Math.clamp(point.getY(), 0.0, heightPx));
    }

    boolean contains(Point2D point) {
        return point.equals(clamp(point));
    }
}
