package io.veilray.ui.viewer;

import java.nio.IntBuffer;
import java.util.Arrays;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.transform.Affine;

/**
 * Paints the visible part of a slice under a window. Costs about a nanosecond a pixel of the screen, whatever the slice's
 * size; the pixel buffer is kept from frame to frame.
 */
final class SliceImage {
    private static final int OPAQUE = 0xFF000000;

    private static final int[] NONE = {};

    private PixelBuffer<IntBuffer> buffer;
    private WritableImage image;

    void paint(GraphicsContext g, Pyramid pyramid, ToneTable tones, boolean smooth, ViewTransform at) {
        int number = pyramid.levelFor(at.viewPxPerImagePx());
        Pyramid.Level level = pyramid.level(number);
        // a level of odd parents covers a little less than the slice, hence no plain power of two
        double unitX = (double) pyramid.slice().widthPx() / level.widthPx();
        double unitY = (double) pyramid.slice().heightPx() / level.heightPx();
        Rectangle2D seen = seen(at, level, unitX, unitY);
        if (seen.getWidth() < 1 || seen.getHeight() < 1) {
            return;
        }
        fill(pyramid, level, seen, tones);
        Affine affine = at.affine();
        affine.appendScale(unitX, unitY);
        g.save();
        g.setTransform(affine);
        g.setImageSmoothing(smooth);
        g.drawImage(
                image,
                0,
                0,
                seen.getWidth(),
                seen.getHeight(),
                seen.getMinX(),
                seen.getMinY(),
                seen.getWidth(),
                seen.getHeight());
        g.restore();
    }

    /** What can be seen of a level, in its whole pixels, with one more on each side for the interpolation. */
    private static Rectangle2D seen(ViewTransform at, Pyramid.Level level, double unitX, double unitY) {
        Point2D a = at.toImage(0, 0);
        Point2D b = at.toImage(at.viewWidth(), at.viewHeight());
        double left = Math.max(0, Math.floor(Math.min(a.getX(), b.getX()) / unitX) - 1);
        double top = Math.max(0, Math.floor(Math.min(a.getY(), b.getY()) / unitY) - 1);
        double right = Math.min(level.widthPx(), Math.ceil(Math.max(a.getX(), b.getX()) / unitX) + 1);
        double bottom = Math.min(level.heightPx(), Math.ceil(Math.max(a.getY(), b.getY()) / unitY) + 1);
        return new Rectangle2D(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    }

    private void fill(Pyramid pyramid, Pyramid.Level level, Rectangle2D seen, ToneTable tones) {
        int width = (int) seen.getWidth();
        int height = (int) seen.getHeight();
        require(width, height);
        int[] out = buffer.getBuffer().array();
        int stride = (int) image.getWidth();
        int left = (int) seen.getMinX();
        int top = (int) seen.getMinY();
        boolean colour = pyramid.isColour();
        int[] channel =
                colour ? ToneTable.channel(tones, pyramid.slice().window().width()) : NONE;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                out[y * stride + x] = colour
                        ? toned(level.colour(left + x, top + y), channel)
                        : tones.gray(level.value(left + x, top + y));
            }
            if (width < stride) {
                out[y * stride + width] = out[y * stride + width - 1]; // what smoothing reads beyond the edge
            }
        }
        if (height < image.getHeight()) {
            System.arraycopy(out, (height - 1) * stride, out, height * stride, Math.min(stride, width + 1));
        }
        buffer.updateBuffer(pixels -> null);
    }

    private static int toned(int colour, int[] channel) {
        return OPAQUE | channel[colour >> 16 & 0xFF] << 16 | channel[colour >> 8 & 0xFF] << 8 | channel[colour & 0xFF];
    }

    /** A buffer large enough; a larger one is kept while the visible part changes by little. */
    private void require(int width, int height) {
        if (image == null || image.getWidth() < width || image.getHeight() < height) {
            int[] pixels = new int[width * height];
            Arrays.fill(pixels, OPAQUE);
            buffer = new PixelBuffer<>(width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
            image = new WritableImage(buffer);
        }
    }
}
