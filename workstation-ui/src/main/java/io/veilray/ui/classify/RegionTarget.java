package io.veilray.ui.classify;

import io.veilray.region.Region;
import io.veilray.region.RegionMask;
import io.veilray.ui.scan.Scan;

/**
 * The region that the user has selected.
 *
 * @param scan the slice with the window it is shown with now
 * @param mask the outline inside of the region
 * @param name what the user calls the region
 * @param origin see {@link ClassifyRequest}
 */
public record RegionTarget(Scan scan, Region region, RegionMask mask, String name, Object origin) {
    ClassifyRequest request(String modelId) {
        return new ClassifyRequest(scan, region, mask, name, origin, modelId);
    }

    /** Says the place only: the pixels are the patient's. */
    @Override
    public String toString() {
        return "RegionTarget[" + region + "]";
    }
}
