package io.veilray.result;

/**
 * Colours from violet over red to yellow, a scale whose brightness rises evenly for every kind of colour vision. Laid over
 * grey, opacity grows with the colour: nothing is covered where the share is 0.
 */
public final class HotScale {
    private static final int[][] SCALE = {{84, 2, 163}, {185, 50, 137}, {237, 121, 83}, {253, 180, 47}, {240, 249, 33}};

    private HotScale() {}

    /**
     * A colour as {@code 0xRRGGBB}.
     *
     * @param share from 0 to 1
     */
    public static int rgb(double share) {
        double place = share * (SCALE.length - 1);
        int[] from = SCALE[(int) place];
        int[] to = SCALE[Math.min((int) place + 1, SCALE.length - 1)];
        double part = place - (int) place;
        return mix(from[0], to[0], part) << 16 | mix(from[1], to[1], part) << 8 | mix(from[2], to[2], part);
    }

    /** A pixel with the colour of a share laid over it; {@code mostOpacity} where the share is 1. */
    public static int over(int pixel, double share, double mostOpacity) {
        int rgb = rgb(share);
        double opacity = mostOpacity * share;
        int red = mix(pixel >> 16 & 0xff, rgb >> 16, opacity);
        int green = mix(pixel >> 8 & 0xff, rgb >> 8 & 0xff, opacity);
        int blue = mix(pixel & 0xff, rgb & 0xff, opacity);
        return 0xff000000 | red << 16 | green << 8 | blue;
    }

    private static int mix(int from, int to, double part) {
        return (int) Math.round(from + (to - from) * part);
    }
}
