package io.veilray.ui.scan;

import io.veilray.region.Window;
import java.util.List;
import java.util.Optional;

/**
 * What the header says of a slice.
 *
 * @param spacing empty where the file gives none: nothing may then be told in millimetres
 * @param axes empty where the file gives none: no orientation letters then
 * @param windows the file's own, in its order
 * @param unit of the values, such as HU; empty if not known
 */
public record SliceInfo(
        int widthPx,
        int heightPx,
        Optional<PixelSpacing> spacing,
        Optional<PatientAxes> axes,
        List<Window> windows,
        String unit) {
    public SliceInfo {
        windows = List.copyOf(windows);
    }
}
