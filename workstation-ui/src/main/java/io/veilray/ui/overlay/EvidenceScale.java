package io.veilray.ui.overlay;

/**
 * Colour and opacity of a share of the largest evidence: from violet over red to yellow, a scale whose brightness rises
 * evenly for every kind of colour vision, and from clear to half covered.
 */
public final class EvidenceScale {
    /** Opacity of the largest value at full strength of the overlay, so that the scan stays readable. */
    public static final double MOST_OPACITY = 0.6;

    private static final int[][] SCALE = {{84, 2, 163}, {185, 50, 137}, {237, 121, 83}, {253, 180, 47}, {240, 249, 33}};

    private EvidenceScale() {}

    /** Colour of a share from 0 to 1, as 0xRRGGBB. */
    public static int rgb(double share) {
        double place = share * (SCALE.length - 1);
        int[] from = SCALE[(int) place];
        int[] to = SCALE[Math.min((int) place + 1, SCALE.length - 1)];
        double part = place - (int) place;
        return mix(from[0], to[0], part) << 16 | mix(from[1], to[1], part) << 8 | mix(from[2], to[2], part);
    }

    /** Nothing speaking for a class is clear; opacity grows with the share. */
    public static double opacity(double share) {
        return MOST_OPACITY * share;
    }

    static int mix(int from, int to, double part) {
        return (int) Math.round(from + (to - from) * part);
    }
}
