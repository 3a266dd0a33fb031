package io.veilray.ui.tool;

import io.veilray.region.Slice;
import io.veilray.ui.scan.PixelSpacing;
import java.util.Optional;

/** The slice that is drawn on. */
public record ShownSlice(int index, Slice pixels, Optional<PixelSpacing> spacing) {
    SliceSize size() {
        return new SliceSize(pixels.widthPx(), pixels.heightPx());
    }
}
