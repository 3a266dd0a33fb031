package io.veilray.region;

import java.util.Optional;

/**
 * The tensor cut from a scan: what a model would see in the clear. Never leaves this computer unencrypted.
 *
 * <p>Values are {@code [channel][row][column]}, row-major, in [0, 1]. The array is not copied.
 *
 * @param modality of the scan it was cut from, if known; stays on this computer like the rest
 */
public record Patch(int channels, int heightPx, int widthPx, float[] values, Region region, Optional<String> modality) {
    /** A patch of which nobody knows how its scan was made. */
    public Patch(int channels, int heightPx, int widthPx, float[] values, Region region) {
        this(channels, heightPx, widthPx, values, region, Optional.empty());
    }

    public Patch {
        if (values.length != (long) channels * heightPx * widthPx) {
            throw new IllegalArgumentException("patch of " + channels + "x" + heightPx + "x" + widthPx + " with "
                    + values.length + " values: must have one value an entry");
        }
    }

    /** Says the shape only: the values are the patient's. */
    @Override
    public String toString() {
        return "Patch[" + channels + "x" + heightPx + "x" + widthPx + ", region " + region + "]";
    }
}
