package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.codec.FrameShape;
import java.util.List;

/**
 * How pixel data are meant to be read: the Image Pixel module (PS3.3 section C.7.6.3), checked.
 *
 * @param planar whether colour samples come plane by plane rather than pixel by pixel
 * @param bitsAllocated from one sample to the next
 * @param highBit position of the most significant of the {@code bitsStored} bits
 * @param signed whether values are in two's complement
 * @param frames as the header counts them
 */
record PixelLayout(
        int widthPx,
        int heightPx,
        Photometric photometric,
        boolean planar,
        int bitsAllocated,
        int bitsStored,
        int highBit,
        boolean signed,
        SampleKind kind,
        int frames) {
    private static final List<Integer> ALLOCATED = List.of(1, 8, 12, 16, 32);

    static PixelLayout of(DicomDataset dataset, SampleKind kind) throws DicomException {
        Photometric photometric = Photometric.of(dataset.code(Tags.PHOTOMETRIC_INTERPRETATION)
                .orElseThrow(() -> new DicomException(Tags.PHOTOMETRIC_INTERPRETATION + " is missing")));
        int allocated = dataset.requiredInteger(Tags.BITS_ALLOCATED);
        int stored =
                kind == SampleKind.INTEGER ? dataset.integer(Tags.BITS_STORED).orElse(allocated) : allocated;
        PixelLayout layout = new PixelLayout(
                dataset.requiredInteger(Tags.COLUMNS),
                dataset.requiredInteger(Tags.ROWS),
                photometric,
                dataset.integer(Tags.PLANAR_CONFIGURATION).orElse(0) == 1,
                allocated,
                stored,
                kind == SampleKind.INTEGER ? dataset.integer(Tags.HIGH_BIT).orElse(stored - 1) : stored - 1,
                photometric.samples() == 1
                        && dataset.integer(Tags.PIXEL_REPRESENTATION).orElse(0) == 1,
                kind,
                dataset.integer(Tags.NUMBER_OF_FRAMES).orElse(1));
        require(Tags.SAMPLES_PER_PIXEL, dataset.integer(Tags.SAMPLES_PER_PIXEL).orElse(1), photometric.samples());
        layout.check();
        return layout;
    }

    private void check() throws DicomException {
        requireRange(Tags.COLUMNS, widthPx, 1, 0xFFFF);
        requireRange(Tags.ROWS, heightPx, 1, 0xFFFF);
        requireRange(Tags.NUMBER_OF_FRAMES, frames, 1, Integer.MAX_VALUE);
        if (kind != SampleKind.INTEGER) {
            require(Tags.BITS_ALLOCATED, bitsAllocated, kind.bits());
        } else if (!ALLOCATED.contains(bitsAllocated)) {
            throw new DicomException(Tags.BITS_ALLOCATED + " is " + bitsAllocated + ": must be one of " + ALLOCATED);
        }
        requireRange(Tags.BITS_STORED, bitsStored, 1, bitsAllocated);
        requireRange(Tags.HIGH_BIT, highBit, bitsStored - 1, bitsAllocated - 1);
        if (photometric.isColour() && kind != SampleKind.INTEGER) {
            throw new DicomException(
                    Tags.PHOTOMETRIC_INTERPRETATION + " " + photometric.code() + " must have whole numbers as samples");
        }
    }

    /** What uncompressed data must keep besides: 4:2:0 exists in video only, and 4:2:2 needs pairs of bytes. */
    void requireNative() throws DicomException {
        if (photometric == Photometric.YBR_PARTIAL_420) {
            throw new DicomException(Tags.PHOTOMETRIC_INTERPRETATION + " YBR_PARTIAL_420 cannot be uncompressed");
        }
        if (photometric.halvesChroma() && (planar || bitsAllocated != 8 || widthPx % 2 != 0)) {
            throw new DicomException(photometric.code() + " must have 8 bits, an even width and no colour planes");
        }
    }

    private static void require(Tag tag, int value, int wanted) throws DicomException {
        requireRange(tag, value, wanted, wanted);
    }

    private static void requireRange(Tag tag, int value, int least, int most) throws DicomException {
        if (value < least || value > most) {
            throw new DicomException(
                    tag + " is " + value + ": must be " + (least == most ? least : "from " + least + " to " + most));
        }
    }

    /** Pixels of a frame. */
    int pixels() throws DicomException {
        long pixels = (long) widthPx * heightPx;
        if (pixels * photometric.samples() > Integer.MAX_VALUE) {
            throw new DicomException("image of " + widthPx + "x" + heightPx + " px: too large for one picture");
        }
        return (int) pixels;
    }

    /** The largest value that the stored bits can hold, without a sign. */
    double largestStorable() {
        return (1L << bitsStored) - 1;
    }

    /** Bits of one uncompressed frame, which need not fill its last byte; 4:2:2 chroma halves two of three samples. */
    long frameBits() {
        long samples = photometric.halvesChroma() ? 2 : photometric.samples();
        return (long) widthPx * heightPx * samples * bitsAllocated;
    }

    long frameBytes() {
        return (frameBits() + 7) / 8;
    }

    FrameShape shape() {
        return new FrameShape(widthPx, heightPx, photometric.samples(), bitsAllocated, bitsStored, signed);
    }

    /** One frame as a decoder gives it: samples side by side, words as the compressed data have them. */
    PixelLayout decoded(FrameShape shape, boolean isRgb) throws DicomException {
        if (shape.widthPx() != widthPx || shape.heightPx() != heightPx) {
            throw new DicomException(Tags.PIXEL_DATA + " holds a compressed frame of " + shape.widthPx() + "x"
                    + shape.heightPx() + " px where the header says " + widthPx + "x" + heightPx);
        }
        Photometric shown = shape.samples() == photometric.samples()
                ? photometric.decoded(isRgb)
                : shape.samples() == 1 ? Photometric.MONOCHROME2 : isRgb ? Photometric.RGB : Photometric.YBR_FULL;
        boolean asSaid = shape.bitsAllocated() == bitsAllocated;
        PixelLayout decoded = new PixelLayout(
                widthPx,
                heightPx,
                shown,
                false,
                shape.bitsAllocated(),
                asSaid ? bitsStored : shape.bitsStored(),
                asSaid ? highBit : shape.bitsStored() - 1,
                asSaid ? signed && shown.samples() == 1 : shape.signed(),
                kind,
                1);
        decoded.check();
        return decoded;
    }
}
