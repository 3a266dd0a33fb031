package io.veilray.region;

/** The pixels of a region's box that lie inside its outline. */
@FunctionalInterface
public interface RegionMask {
    /** All of the box, as a rectangle has it. */
    RegionMask ALL = (xPx, yPx) -> true;

    /** Whether a pixel, in image coordinates, lies inside. */
    boolean contains(int xPx, int yPx);
}
