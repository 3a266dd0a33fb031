package io.veilray.dicom.image;

import io.veilray.dicom.DicomException;
import java.nio.ByteBuffer;

/** One frame's stored values as grey: the samples of a monochrome image, the luminance of a colour one. */
final class GrayFrame {
    private final PixelLayout layout;
    private final ByteBuffer bytes;
    private final int pixels;

    GrayFrame(PixelLayout layout, ByteBuffer bytes) throws DicomException {
        this.layout = layout;
        this.bytes = bytes;
        this.pixels = layout.pixels();
    }

    /** Stored values, row-major; colour by Rec. 601, which is also what the Y of YBR_FULL is (PS3.3 C.7.6.3.1.2). */
    float[] values() {
        float[] out = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            out[i] = (float) gray(i);
        }
        return out;
    }

    private double gray(int pixel) {
        return switch (layout.photometric()) {
            case MONOCHROME1, MONOCHROME2 -> stored(pixel);
            case RGB ->
                (299.0 * stored(sample(pixel, 0)) + 587.0 * stored(sample(pixel, 1)) + 114.0 * stored(sample(pixel, 2)))
                        / 1000;
            case YBR_FULL -> stored(sample(pixel, 0));
            case YBR_FULL_422 -> stored(pixel / 2 * 4 + pixel % 2); // Y Y Cb Cr for two neighbours
        };
    }

    private int sample(int pixel, int component) {
        return layout.planar() ? component * pixels + pixel : pixel * 3 + component;
    }

    /** Cuts the stored bits out of an allocated cell and extends the sign; the rest may hold an old overlay. */
    private int stored(int cell) {
        int raw = layout.bitsAllocated() == 8
                ? Byte.toUnsignedInt(bytes.get(cell))
                : Short.toUnsignedInt(bytes.getShort(2 * cell));
        int top = 31 - layout.highBit();
        int unused = 32 - layout.bitsStored();
        return layout.signed() ? raw << top >> unused : raw << top >>> unused;
    }
}
