package io.veilray.ui.classify;

import io.veilray.region.Region;
import io.veilray.region.RegionMask;
import io.veilray.ui.scan.Scan;

/**
 * A region to be classified.
 *
 * @param scan the slice with the window it is shown with, and what it is in a few words
 * @param mask the outline inside of the region
 * @param name what the user calls the region; stays on this computer
 * @param origin the window's own mark of series and slice, to find the way back to it; neither written nor sent
 */
public record ClassifyRequest(Scan scan, Region region, RegionMask mask, String name, Object origin, String modelId) {
    /** The same region by another model. */
    public ClassifyRequest with(String otherModelId) {
        return new ClassifyRequest(scan, region, mask, name, origin, otherModelId);
    }

    /** Says the place only: the pixels are the patient's. */
    @Override
    public String toString() {
        return "ClassifyRequest[" + region + ", " + modelId + "]";
    }
}
