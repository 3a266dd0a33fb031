package io.veilray.ui.scan;

import io.veilray.region.Window;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The grey values of a decoded picture.
 *
 * <p>Samples are read from the raster as they are stored: Java's own conversion to grey goes through a linear colour
 * space and would change them. Colour becomes luminance by Rec. 601.
 *
 * @param bits of a sample in the file
 * @param white the value of white
 * @param colours {@code 0xFFrrggbb}, row by row, of a picture in colour
 */
record GrayRaster(float[] values, int bits, int white, Optional<int[]> colours, List<String> notes) {
    private static final String COLOUR_NOTE = "The file is in colour; a model gets its luminance (Rec. 601).";
    private static final String ALPHA_NOTE = "The file's transparency is left out.";

    /** The window from black to white. */
    Window window() {
        return Window.between(0, white);
    }

    static GrayRaster of(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        int bits = colours.getComponentSize(0);
        if (!(colours instanceof ComponentColorModel) || bits > 16) {
            int stored = colours instanceof IndexColorModel ? colours.getPixelSize() : 8;
            boolean colour = isColour(colours);
            return new GrayRaster(converted(image), stored, 255, colours(image, colour), notes(colours, colour));
        }
        boolean colour = image.getRaster().getNumBands() >= 3;
        float[] values = colour ? luminance(image.getRaster()) : gray(image.getRaster());
        return new GrayRaster(values, bits, (1 << bits) - 1, colours(image, colour), notes(colours, colour));
    }

    /** As Java shows them, which for pictures without a profile is as they are stored; transparency is left out. */
    private static Optional<int[]> colours(BufferedImage image, boolean colour) {
        if (!colour) {
            return Optional.empty();
        }
        int[] colours = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < colours.length; i++) {
            colours[i] |= 0xFF000000;
        }
        return Optional.of(colours);
    }

    private static List<String> notes(ColorModel colours, boolean colour) {
        return Stream.of(colour ? COLOUR_NOTE : "", colours.hasAlpha() ? ALPHA_NOTE : "")
                .filter(note -> !note.isEmpty())
                .toList();
    }

    /** A palette of greys alone is how Java gives grey of 1, 2 and 4 bits. */
    private static boolean isColour(ColorModel colours) {
        return !(colours instanceof IndexColorModel palette)
                || IntStream.range(0, palette.getMapSize())
                        .map(palette::getRGB)
                        .anyMatch(rgb -> (rgb >> 16 & 255) != (rgb & 255) || (rgb >> 8 & 255) != (rgb & 255));
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

    private static float[] converted(BufferedImage image) {
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
