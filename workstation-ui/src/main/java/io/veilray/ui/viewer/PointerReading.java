package io.veilray.ui.viewer;

/**
 * The pixel under the pointer.
 *
 * @param value in modality units
 * @param unit such as HU; empty if not known
 */
public record PointerReading(int xPx, int yPx, double value, String unit) {}
