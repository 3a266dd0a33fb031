package io.veilray.dicom.derived;

/**
 * A colour picture for a Secondary Capture.
 *
 * @param rgb three bytes a pixel, row by row
 */
public record Picture(int widthPx, int heightPx, byte[] rgb) {
    public Picture {
        if (widthPx < 1
                || widthPx > 0xFFFF
                || heightPx < 1
                || heightPx > 0xFFFF
                || rgb.length != 3L * widthPx * heightPx) {
            throw new IllegalArgumentException("picture of " + widthPx + "x" + heightPx + " px with " + rgb.length
                    + " bytes: must have three a pixel, and sides from 1 to 65535");
        }
    }
}
