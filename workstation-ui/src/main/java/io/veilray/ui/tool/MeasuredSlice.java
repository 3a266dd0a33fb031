package io.veilray.ui.tool;

import io.veilray.region.Slice;
import io.veilray.ui.scan.PixelSpacing;
import java.util.Optional;

/** The pixels that numbers are made of, with what turns them into physical numbers. */
public record MeasuredSlice(Slice slice, Optional<PixelSpacing> spacing, String unit) {}
