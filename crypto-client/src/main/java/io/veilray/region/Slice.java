package io.veilray.region;

import java.util.Objects;
import java.util.Optional;

/**
 * One grey image of a scan, in modality units, with the window it is shown with.
 *
 * <p>Values are row-major, {@code [row][column]}, the first one at the top left. The array is not copied: whoever makes a
 * slice hands it over.
 */
public final class Slice {
    private final int widthPx;
    private final int heightPx;
    private final float[] values;
    private final Window window;
    private final boolean inverted;
    private final Optional<String> modality;

    /** A slice of which nobody knows how it was made. */
    public Slice(int widthPx, int heightPx, float[] values, Window window, boolean inverted) {
        this(widthPx, heightPx, values, window, inverted, Optional.empty());
    }

    /**
     * @param window the window the file or the viewer shows the slice with
     * @param inverted true if the lowest value is shown white (DICOM MONOCHROME1)
     * @param modality how the image was made as a code of DICOM PS3.3 C.7.3.1.1.1, such as CT; empty if not known
     */
    public Slice(
            int widthPx, int heightPx, float[] values, Window window, boolean inverted, Optional<String> modality) {
        if (widthPx < 1 || heightPx < 1 || values.length != (long) widthPx * heightPx) {
            throw new IllegalArgumentException("slice of " + widthPx + "x" + heightPx + " px with " + values.length
                    + " values: must be at least 1x1 with one value a pixel");
        }
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.values = values;
        this.window = Objects.requireNonNull(window);
        this.inverted = inverted;
        this.modality = modality;
    }

    /** The same pixels, not copied, shown with another window. */
    public Slice withWindow(Window other) {
        return new Slice(widthPx, heightPx, values, other, inverted, modality);
    }

    public int widthPx() {
        return widthPx;
    }

    public int heightPx() {
        return heightPx;
    }

    public Window window() {
        return window;
    }

    public boolean inverted() {
        return inverted;
    }

    public Optional<String> modality() {
        return modality;
    }

    /** The modality value at a pixel. */
    public float value(int xPx, int yPx) {
        return values[yPx * widthPx + xPx];
    }

    /** The brightness in [0, 1] that {@code shown} gives a pixel, white being 1 also for an inverted slice. */
    public double brightness(int xPx, int yPx, Window shown) {
        double unit = shown.toUnit(value(xPx, yPx));
        return inverted ? 1 - unit : unit;
    }
}
