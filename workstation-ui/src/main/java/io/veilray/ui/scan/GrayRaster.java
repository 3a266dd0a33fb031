package io.veilray.ui.scan;

import io.veilray.region.Window;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.util.List;

/**
 * The grey values of a decoded picture.
 *
 * <p>Samples are read from the raster as they are stored: Java's own conversion to grey goes through a linear colour
 * space and would change them. Colour becomes luminance by Rec. 601.
 */
record GrayRaster(float[] values, int bits, List<String> notes) {
    private static final List<String> COLOUR_NOTE =
            List.of("The file is in colour or has a palette; its luminance (Rec. 601) is used.");

    /** The window from 0 to the largest value that the bits can hold. */
    Window window() {
        return Window.between(0, (1 << bits) - 1);
    }

    static GrayRaster of(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        boolean stored = colours instanceof ComponentColorModel && colours.getComponentSize(0) <= 16;
        int bands = image.getRaster().getNumBands();
        if (!stored) {
            return new GrayRaster(palette(image), 8, COLOUR_NOTE);
        }
        List<String> notes = colours.hasAlpha() ? List.of("The file's transparency is left out.") : List.of();
        return bands < 3
                ? new GrayRaster(gray(image.getRaster()), colours.getComponentSize(0), notes)
                : new GrayRaster(luminance(image.getRaster()), colours.getComponentSize(0), COLOUR_NOTE);
    }

    private static float[] gray(Raster raster) {
        return raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (float[]) null);
    }

    private static float[] luminance(Raster raster) {
        int width = raster.getWidth();
        float[] values = new float[width * raster.getHeight()];
        int[] row = new int[width * raster.getNumBands()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int at = x * raster.getNumBands();
                values[y * width + x] = luminance(row[at], row[at + 1], row[at + 2]);
            }
        }
        return values;
    }

    private static float[] palette(BufferedImage image) {
        int width = image.getWidth();
        float[] values = new float[width * image.getHeight()];
        int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                values[y * width + x] = luminance(row[x] >> 16 & 255, row[x] >> 8 & 255, row[x] & 255);
            }
        }
        return values;
    }

    /** Exact where the three are equal: the weights add up to 1000. */
    private static float luminance(int red, int green, int blue) {
        return (float) ((299.0 * red + 587.0 * green + 114.0 * blue) / 1000);
    }
}
