package io.veilray.ui.scan;

import java.util.Optional;

/**
 * What the header says of a slice.
 *
 * @param spacing empty where the file gives none: nothing may then be told in millimetres
 * @param axes empty where the file gives none: no orientation letters then
 * @param unit of the values, such as HU; empty if not known
 */
public record SliceInfo(
        int widthPx, int heightPx, Optional<PixelSpacing> spacing, Optional<PatientAxes> axes, String unit) {}
