package io.veilray.ui.tool;

import io.veilray.ui.scan.PixelSpacing;
import java.util.Optional;

/** The slice that is drawn on. */
public record ShownSlice(int index, SliceSize size, Optional<PixelSpacing> spacing) {}
