package io.veilray.dicom.derived;

import io.veilray.region.Region;

/**
 * An evidence map that was read back: what speaks for the answer, by pixel.
 *
 * @param place of the values in the image
 * @param shares {@code [row * width + column]}, 255 (as an unsigned byte) being the largest value of the map
 * @param description what the values stand for, as the object says
 */
public record StoredEvidence(Region place, byte[] shares, String description) {}
