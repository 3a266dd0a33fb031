package io.veilray.region;

import java.util.Optional;

/**
 * What a model wants to see: the size of its input and how grey values become numbers in [0, 1].
 *
 * @param channels number of input channels; 1 for grey scans
 * @param window the window to apply, or empty to use the one the scan is shown with
 * @param blackSurroundings whether what the box holds outside of the region's outline becomes black; otherwise it is kept
 */
public record InputSpec(int channels, int heightPx, int widthPx, Optional<Window> window, boolean blackSurroundings) {
    /** The input of a model that sees all of the box. */
    public InputSpec(int channels, int heightPx, int widthPx, Optional<Window> window) {
        this(channels, heightPx, widthPx, window, false);
    }

    public InputSpec {
        if (channels != 1) {
            throw new IllegalArgumentException("model input of " + channels + " channels: only 1 (grey) is supported");
        }
        if (heightPx < 1 || widthPx < 1 || heightPx > 4096 || widthPx > 4096) {
            throw new IllegalArgumentException(
                    "model input of " + widthPx + "x" + heightPx + " px: each side must be from 1 to 4096");
        }
    }
}
