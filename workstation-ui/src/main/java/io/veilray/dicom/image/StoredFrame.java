package io.veilray.dicom.image;

import io.veilray.dicom.DicomException;

/** The values of one frame as they are stored, before any of them gets a meaning. Views die with the file. */
public final class StoredFrame {
    private final PixelLayout layout;
    private final Cells cells;
    private final int pixels;

    StoredFrame(PixelLayout layout, Cells cells) throws DicomException {
        this.layout = layout;
        this.cells = cells;
        this.pixels = layout.pixels();
    }

    /** @param pixel counted along the rows from the top left one */
    public double value(int pixel, int sample) {
        if (layout.photometric().samples() == 1) {
            return cells.at(pixel);
        }
        if (layout.photometric().halvesChroma()) {
            return cells.at(pixel / 2 * 4 + (sample == 0 ? pixel % 2 : 1 + sample));
        }
        return cells.at(layout.planar() ? sample * pixels + pixel : pixel * 3 + sample);
    }

    /** All allocated bits of a monochrome pixel, those beside the stored ones included. */
    long bits(int pixel) {
        return cells.raw(pixel);
    }

    /** Pixels of the frame. */
    public int pixels() {
        return pixels;
    }

    /** 1 or 3. */
    public int samples() {
        return layout.photometric().samples();
    }

    PixelLayout layout() {
        return layout;
    }
}
