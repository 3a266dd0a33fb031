package io.veilray.dicom.derived;

/**
 * One segment of a segmentation.
 *
 * @param label for a list on the screen
 * @param description one sentence that says what a value stands for
 * @param type what the segment is
 * @param frame a byte a pixel, row by row, of the size of the source
 */
record Segment(String label, String description, Code type, byte[] frame) {}
