package io.veilray.ui.overlay;

import java.awt.Color;

/**
 * Colours from violet over red to yellow, a scale whose brightness rises evenly for every kind of colour vision. Laid over
 * grey, opacity grows with the colour: nothing is covered where the share is 0.
 */
final class HotScale {
    private static final int[][] SCALE = {{84, 2, 163}, {185, 50, 137}, {237, 121, 83}, {253, 180, 47}, {240, 249, 33}};

    private HotScale() {}

    /** @param share from 0 to 1 */
    static Color color(double share) {
        double place = share * (SCALE.length - 1);
        int[] from = SCALE[(int) place];
        int[] to = SCALE[Math.min((int) place + 1, SCALE.length - 1)];
        double part = place - (int) place;
        return new Color(mix(from[0], to[0], part), mix(from[1], to[1], part), mix(from[2], to[2], part));
    }

    /** A pixel with the colour of a share laid over it; {@code mostOpacity} where the share is 1. */
    static int over(int pixel, double share, double mostOpacity) {
        return blend(pixel, color(share), mostOpacity * share);
    }

    private static int mix(int from, int to, double part) {
        return (int) Math.round(from + (to - from) * part);
    }

    private static int blend(int under, Color over, double opacity) {
        int red = mix(under >> 16 & 0xff, over.getRed(), opacity);
        int green = mix(under >> 8 & 0xff, over.getGreen(), opacity);
        int blue = mix(under & 0xff, over.getBlue(), opacity);
        return 0xff000000 | red << 16 | green << 8 | blue;
    }
}
