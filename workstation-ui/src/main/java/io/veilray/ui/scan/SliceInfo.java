package io.veilray.ui.scan;

import java.util.Optional;

/**
 * What the header says of a slice.
 *
 * @param spacing empty where the file gives none: nothing may then be told in millimetres
 * @param axes empty where the file gives none: no orientation letters then
 * @param position of the first pixel's centre, in mm to the left, the back and the head; empty where the file gives none
 * @param frameOfReference positions can be compared where this UID is the same; empty where the file gives none
 * @param unit of the values, such as HU; empty if not known
 */
public record SliceInfo(
        int widthPx,
        int heightPx,
        Optional<PixelSpacing> spacing,
        Optional<PatientAxes> axes,
        Optional<double[]> position,
        Optional<String> frameOfReference,
        String unit) {
    /** Of an image that does not say where it lies. */
    public SliceInfo(
            int widthPx, int heightPx, Optional<PixelSpacing> spacing, Optional<PatientAxes> axes, String unit) {
        this(widthPx, heightPx, spacing, axes, Optional.empty(), Optional.empty(), unit);
    }
}
