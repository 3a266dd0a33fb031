package io.veilray.ui.viewer;

import javafx.geometry.Point2D;
import javafx.scene.transform.Affine;

/**
 * Where image pixels sit on the screen.
 *
 * <p>Image space: pixel (0, 0) covers x in [0, 1) and y in [0, 1); y points down. View space: logical pixels of the
 * viewport, y down. A point goes about the image's centre through the flips, then the clockwise quarter turns, then the
 * scale, and lands about the view's centre moved by the pan. Immutable.
 *
 * @param scale view pixels for one image pixel's width
 * @param quarterTurns clockwise, 0 to 3
 * @param panX how far the image's centre lies right of the view's centre, in view pixels
 * @param pixelAspect height of an image pixel over its width, 1 for square ones
 */
public record ViewTransform(
        double scale,
        int quarterTurns,
        boolean flippedHorizontally,
        boolean flippedVertically,
        double panX,
        double panY,
        int imageWidthPx,
        int imageHeightPx,
        double viewWidth,
        double viewHeight,
        double pixelAspect) {
    public static final double MIN_SCALE = 0.01;
    public static final double MAX_SCALE = 100;

    public ViewTransform {
        if (!(scale > 0) || !(pixelAspect > 0) || imageWidthPx < 1 || imageHeightPx < 1) {
            throw new IllegalArgumentException("view of a " + imageWidthPx + "x" + imageHeightPx + " image at scale "
                    + scale + " and pixel aspect " + pixelAspect + ": all must be positive");
        }
        scale = Math.clamp(scale, MIN_SCALE, MAX_SCALE);
        quarterTurns = Math.floorMod(quarterTurns, 4);
    }

    /** The whole image, as large as the view allows, upright. */
    public static ViewTransform fitting(
            int imageWidthPx, int imageHeightPx, double pixelAspect, double viewWidth, double viewHeight) {
        return new ViewTransform(
                        1, 0, false, false, 0, 0, imageWidthPx, imageHeightPx, viewWidth, viewHeight, pixelAspect)
                .fitted();
    }

    public Point2D toView(double imageX, double imageY) {
        return affine().transform(imageX, imageY);
    }

    public Point2D toView(Point2D image) {
        return toView(image.getX(), image.getY());
    }

    public Point2D toImage(double viewX, double viewY) {
        double x = (viewX - viewWidth / 2 - panX) / scale;
        double y = (viewY - viewHeight / 2 - panY) / scale;
        double unturnedX = cos() * x + sin() * y;
        double unturnedY = (cos() * y - sin() * x) / pixelAspect;
        return new Point2D(imageWidthPx / 2.0 + signX() * unturnedX, imageHeightPx / 2.0 + signY() * unturnedY);
    }

    public Point2D toImage(Point2D view) {
        return toImage(view.getX(), view.getY());
    }

    /** View pixels that the width of one image pixel takes. */
    public double viewPxPerImagePx() {
        return scale;
    }

    /** The same mapping for a graphics context. */
    public Affine affine() {
        double xx = scale * cos() * signX();
        double xy = -scale * sin() * signY() * pixelAspect;
        double yx = scale * sin() * signX();
        double yy = scale * cos() * signY() * pixelAspect;
        double centerX = imageWidthPx / 2.0;
        double centerY = imageHeightPx / 2.0;
        double tx = viewWidth / 2 + panX - xx * centerX - xy * centerY;
        double ty = viewHeight / 2 + panY - yx * centerX - yy * centerY;
        return new Affine(xx, xy, tx, yx, yy, ty);
    }

    /** The direction on the screen, a unit vector, in which the image's x grows. */
    public Point2D directionOfX() {
        return new Point2D(cos() * signX(), sin() * signX());
    }

    /** The direction on the screen, a unit vector, in which the image's y grows. */
    public Point2D directionOfY() {
        return new Point2D(-sin() * signY(), cos() * signY());
    }

    /** Larger by a factor; the image point under that view point stays there. */
    public ViewTransform zoomedAt(double viewX, double viewY, double factor) {
        double to = Math.clamp(scale * factor, MIN_SCALE, MAX_SCALE);
        double ratio = to / scale;
        double awayX = viewX - viewWidth / 2;
        double awayY = viewY - viewHeight / 2;
        return with(to, awayX - (awayX - panX) * ratio, awayY - (awayY - panY) * ratio);
    }

    public ViewTransform panned(double viewX, double viewY) {
        return with(scale, panX + viewX, panY + viewY);
    }

    /** Turned clockwise about the view's centre. */
    public ViewTransform turned(int moreQuarterTurns) {
        int turns = Math.floorMod(moreQuarterTurns, 4);
        double cos = cos(turns);
        double sin = sin(turns);
        return oriented(
                quarterTurns + turns,
                flippedHorizontally,
                flippedVertically,
                cos * panX - sin * panY,
                sin * panX + cos * panY);
    }

    /** Left and right of the screen change places, whatever the turn: a flip after a turn is a turn back after a flip. */
    public ViewTransform flippedLeftRight() {
        return oriented(-quarterTurns, !flippedHorizontally, flippedVertically, -panX, panY);
    }

    /** Top and bottom of the screen change places, whatever the turn. */
    public ViewTransform flippedTopBottom() {
        return oriented(-quarterTurns, flippedHorizontally, !flippedVertically, panX, -panY);
    }

    /** The whole image in the middle, as large as the view allows, turned and flipped as it is. */
    public ViewTransform fitted() {
        boolean lying = quarterTurns % 2 == 1;
        double tall = imageHeightPx * pixelAspect;
        double width = lying ? tall : imageWidthPx;
        double height = lying ? imageWidthPx : tall;
        double fit = Math.min(viewWidth / width, viewHeight / height);
        return with(fit > 0 ? fit : 1, 0, 0);
    }

    public boolean isFitted() {
        return equals(fitted());
    }

    /** One view pixel for each image pixel, the middle of the view kept. */
    public ViewTransform actualSize() {
        return zoomedAt(viewWidth / 2, viewHeight / 2, 1 / scale);
    }

    /** Upright and fitted. */
    public ViewTransform reset() {
        return oriented(0, false, false, 0, 0).fitted();
    }

    /** The same for a view of another size; a fitted image stays fitted. */
    public ViewTransform resized(double width, double height) {
        ViewTransform resized = new ViewTransform(
                scale,
                quarterTurns,
                flippedHorizontally,
                flippedVertically,
                panX,
                panY,
                imageWidthPx,
                imageHeightPx,
                width,
                height,
                pixelAspect);
        return isFitted() ? resized.fitted() : resized;
    }

    /** Turned and flipped like another view, and showing the same part of its own image; the other's size may differ. */
    public ViewTransform like(ViewTransform other) {
        ViewTransform turned = oriented(other.quarterTurns, other.flippedHorizontally, other.flippedVertically, 0, 0)
                .fitted();
        double larger = turned.scale / other.fitted().scale;
        double further = larger * imageWidthPx / other.imageWidthPx;
        return turned.with(other.scale * larger, other.panX * further, other.panY * further);
    }

    private ViewTransform with(double newScale, double newPanX, double newPanY) {
        return new ViewTransform(
                newScale,
                quarterTurns,
                flippedHorizontally,
                flippedVertically,
                newPanX,
                newPanY,
                imageWidthPx,
                imageHeightPx,
                viewWidth,
                viewHeight,
                pixelAspect);
    }

    private ViewTransform oriented(
            int turns, boolean horizontally, boolean vertically, double newPanX, double newPanY) {
        return new ViewTransform(
                scale,
                turns,
                horizontally,
                vertically,
                newPanX + 0.0, // no negative zero
                newPanY + 0.0,
                imageWidthPx,
                imageHeightPx,
                viewWidth,
                viewHeight,
                pixelAspect);
    }

    private double signX() {
        return flippedHorizontally ? -1 : 1;
    }

    private double signY() {
        return flippedVertically ? -1 : 1;
    }

    private double cos() {
        return cos(quarterTurns);
    }

    private double sin() {
        return sin(quarterTurns);
    }

    private static double cos(int turns) {
        return turns == 0 ? 1 : turns == 2 ? -1 : 0;
    }

    private static double sin(int turns) {
        return turns == 1 ? 1 : turns == 3 ? -1 : 0;
    }
}
