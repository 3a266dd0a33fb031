package io.veilray.dicom.image;

/**
 * One frame of colour: luminance by Rec. 601 as values, which is also what the Y of YBR_FULL is, and the colours for the
 * screen (PS3.3 section C.7.6.3.1.2).
 *
 * @param white the luminance of white
 * @param colours {@code 0xFFrrggbb}, row by row
 */
record ColourFrame(float[] values, double white, int[] colours) {
    static ColourFrame of(StoredFrame frame, Palette palette) {
        float[] values = new float[frame.pixels()];
        int[] colours = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            int stored = (int) frame.value(i, 0);
            int red = palette.red().entry(stored);
            int green = palette.green().entry(stored);
            int blue = palette.blue().entry(stored);
            values[i] = luminance(red, green, blue);
            colours[i] = packed(red, green, blue, palette.largest());
        }
        return new ColourFrame(values, palette.largest(), colours);
    }

    static ColourFrame of(StoredFrame frame) {
        float[] values = new float[frame.pixels()];
        int[] colours = new int[values.length];
        double largest = frame.layout().largestStorable();
        boolean rgb = frame.layout().photometric().decoded(false) == Photometric.RGB;
        Ybr ybr = new Ybr(largest, frame.layout().photometric().isPartial());
        for (int i = 0; i < values.length; i++) {
            double first = frame.value(i, 0);
            double second = frame.value(i, 1);
            double third = frame.value(i, 2);
            if (rgb) {
                values[i] = luminance(first, second, third);
                colours[i] = packed(first, second, third, largest);
            } else {
                values[i] = (float) ybr.luminance(first);
                colours[i] = ybr.colour(first, second, third);
            }
        }
        return new ColourFrame(values, largest, colours);
    }

    /** Exact where the three are equal: the weights add up to 1000. */
    private static float luminance(double red, double green, double blue) {
        return (float) ((299 * red + 587 * green + 114 * blue) / 1000);
    }

    private static int packed(double red, double green, double blue, double largest) {
        return 0xFF000000 | eightBits(red, largest) << 16 | eightBits(green, largest) << 8 | eightBits(blue, largest);
    }

    private static int eightBits(double value, double largest) {
        return (int) Math.round(Math.clamp(value / largest, 0.0, 1.0) * 255);
    }

    /**
     * The inverse of the matrices of PS3.3 section C.7.6.3.1.2, which follow from the weights of Rec. 601: red is
     * {@code Y + 2 (1 - 0.299) Cr}, blue is {@code Y + 2 (1 - 0.114) Cb}, and green is what is left of {@code Y}.
     *
     * @param largest of a sample
     * @param partial whether Y runs from 16 to 235 and the chroma from 16 to 240 of 255
     */
    private record Ybr(double largest, boolean partial) {
        double luminance(double y) {
            return partial ? Math.clamp((y - 16) * 255 / 219, 0.0, 255.0) : y;
        }

        int colour(double y, double cb, double cr) {
            double middle = (largest + 1) / 2;
            double stretch = partial ? 255.0 / 224 : 1;
            double light = partial ? (y - 16) * 255 / 219 : y;
            double red = light + 2 * (1 - 0.299) * (cr - middle) * stretch;
            double blue = light + 2 * (1 - 0.114) * (cb - middle) * stretch;
            double green = (light - 0.299 * red - 0.114 * blue) / 0.587;
            return packed(red, green, blue, largest);
        }
    }
}
