package io.veilray.ui.tool;

/** Where numbers get their pixels. Called off the FX thread and may block. */
@FunctionalInterface
public interface SliceSource {
    /** @throws Exception if the slice cannot be read; the user is told that there are no numbers */
    MeasuredSlice read(int sliceIndex) throws Exception;
}
