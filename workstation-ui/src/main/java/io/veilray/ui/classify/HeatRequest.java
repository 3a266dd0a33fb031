package io.veilray.ui.classify;

import io.veilray.region.SlidingWindows;

/**
 * A heat map to be made.
 *
 * @param of region, model and where the user wants the map
 * @param windows over that region
 * @param classIndex the class to show, in the model's order
 */
public record HeatRequest(ClassifyRequest of, SlidingWindows windows, int classIndex) {
    /** Says the place only: the pixels are the patient's. */
    @Override
    public String toString() {
        return "HeatRequest[" + windows + ", " + of.modelId() + "]";
    }
}
