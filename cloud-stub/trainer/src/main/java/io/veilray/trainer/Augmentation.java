package io.veilray.trainer;

import java.util.SplittableRandom;

/**
 * Small random changes that leave the diagnosis alone: shift, rotation, zoom, contrast and, where the recipe says that
 * left and right do not matter, a mirror image. What comes from outside the image repeats its border; results stay in
 * [0, 1].
 */
final class Augmentation {
    private final Strength strength;
    private final int sizePx;
    private final SplittableRandom random;

    /** The most of each change either way; shares of one where no unit is named. */
    record Strength(
            double shiftPx, double rotationRadians, double zoom, double contrast, double brightness, boolean mirror) {
        /** For images of 28 pixels: never mirrored. */
        static final Strength SMALL = new Strength(2, Math.toRadians(8), 0.08, 0.15, 0.08, false);

        Strength times(double factor) {
            return new Strength(
                    shiftPx * factor,
                    rotationRadians * factor,
                    zoom * factor,
                    contrast * factor,
                    brightness * factor,
                    mirror);
        }
    }

    Augmentation(Strength strength, int sizePx, SplittableRandom random) {
        this.strength = strength;
        this.sizePx = sizePx;
        this.random = random;
    }

    /** A changed copy of one image, row-major. */
    float[] apply(float[] image) {
        double angle = symmetric(strength.rotationRadians());
        double zoom = 1 + symmetric(strength.zoom());
        double cos = StrictMath.cos(angle) * zoom;
        double sin = StrictMath.sin(angle) * zoom;
        float[] changed = adjust(warp(image, cos, sin, symmetric(strength.shiftPx()), symmetric(strength.shiftPx())));
        return strength.mirror() && random.nextBoolean() ? mirrored(changed) : changed;
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
        double gain = 1 + symmetric(strength.contrast());
        double offset = symmetric(strength.brightness());
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) Math.clamp((image[i] - 0.5) * gain + 0.5 + offset, 0.0, 1.0);
        }
        return image;
    }

    private float[] mirrored(float[] image) {
        float[] out = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            int x = i % sizePx;
            out[i] = image[i - x + sizePx - 1 - x];
        }
        return out;
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
