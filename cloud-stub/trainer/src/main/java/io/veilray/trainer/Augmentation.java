package io.veilray.trainer;

import java.util.SplittableRandom;

/**
 * Small random changes that leave the diagnosis alone: shift, rotation, zoom and contrast, never a flip. What comes from
 * outside the image repeats its border; results stay in [0, 1].
 */
final class Augmentation {
    private static final double SHIFT_PX = 2;
    private static final double ROTATION_RADIANS = Math.toRadians(8);
    private static final double ZOOM = 0.08;
    private static final double CONTRAST = 0.15;
    private static final double BRIGHTNESS = 0.08;

    private final int sizePx;
    private final SplittableRandom random;

    Augmentation(int sizePx, SplittableRandom random) {
        this.sizePx = sizePx;
        this.random = random;
    }

    /** A changed copy of one image, row-major. */
    float[] apply(float[] image) {
        double angle = symmetric(ROTATION_RADIANS);
        double zoom = 1 + symmetric(ZOOM);
        double cos = StrictMath.cos(angle) * zoom;
        double sin = StrictMath.sin(angle) * zoom;
        return adjust(warp(image, cos, sin, symmetric(SHIFT_PX), symmetric(SHIFT_PX)));
    }

    private float[] warp(float[] image, double cos, double sin, double shiftX, double shiftY) {
        float[] out = new float[image.length];
        double centre = (sizePx - 1) / 2.0;
        for (int y = 0; y < sizePx; y++) {
            for (int x = 0; x < sizePx; x++) {
                double fromX = cos * (x - centre) - sin * (y - centre) + centre + shiftX;
                double fromY = sin * (x - centre) + cos * (y - centre) + centre + shiftY;
                out[y * sizePx + x] = bilinear(image, fromX, fromY);
            }
        }
        return out;
    }

    private float[] adjust(float[] image) {
        double gain = 1 + symmetric(CONTRAST);
        double offset = symmetric(BRIGHTNESS);
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) Math.clamp((image[i] - 0.5) * gain + 0.5 + offset, 0.0, 1.0);
        }
        return image;
    }

    private float bilinear(float[] image, double x, double y) {
        double inX = Math.clamp(x, 0.0, sizePx - 1.0);
        double inY = Math.clamp(y, 0.0, sizePx - 1.0);
        int left = (int) Math.min(inX, sizePx - 2.0);
        int top = (int) Math.min(inY, sizePx - 2.0);
        int at = top * sizePx + left;
        double upper = mix(image[at], image[at + 1], inX - left);
        double lower = mix(image[at + sizePx], image[at + sizePx + 1], inX - left);
        return (float) mix(upper, lower, inY - top);
    }

    private static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }

    private double symmetric(double most) {
        return random.nextDouble(-most, most);
    }
}
