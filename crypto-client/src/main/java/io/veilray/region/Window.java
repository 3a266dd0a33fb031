package io.veilray.region;

/**
 * A grey-value window: the interval of modality values (HU for CT) that is shown from black to white.
 *
 * @param center middle of the interval, in modality units
 * @param width length of the interval, in modality units, positive
 */
public record Window(double center, double width) {
    public Window {
        if (!(width > 0) || !Double.isFinite(center) || !Double.isFinite(width)) {
            throw new IllegalArgumentException(
                    "window center " + center + " width " + width + ": both must be finite and the width positive");
        }
    }

    /** The window whose black is {@code low} and whose white is {@code high}; one unit wide if they are equal. */
    public static Window between(double low, double high) {
        double width = high - low;
        return new Window(low + width / 2, width > 0 ? width : 1);
    }

    /**
     * The window of DICOM's default function LINEAR (PS3.3 C.11.2.1.2.1), which runs from {@code c - 0.5 - (w - 1) / 2} to
     * {@code c - 0.5 + (w - 1) / 2}: LINEAR_EXACT with centre {@code c - 0.5} and width {@code w - 1}.
     *
     * @param width at least 1, which means black or white with nothing between
     */
    public static Window linear(double center, double width) {
        double threshold = 1e-6;
        return new Window(center - 0.5, Math.max(width - 1, threshold));
    }

    /**
     * Maps a modality value to [0, 1], clamped: the LINEAR_EXACT function of DICOM PS3.3 C.11.2.1.3.2, which has no
     * dependence on the bit depth of the display.
     */
    public double toUnit(double value) {
        return Math.clamp((value - center) / width + 0.5, 0.0, 1.0);
    }
}
