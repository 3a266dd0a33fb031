package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;

/**
 * How native pixel data lie in the file: the Image Pixel module (PS3.3 section C.7.6.3), checked.
 *
 * @param planar whether colour samples come plane by plane rather than pixel by pixel
 * @param bitsAllocated 8 or 16
 * @param highBit position of the most significant of the {@code bitsStored} bits
 * @param signed whether values are in two's complement
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
        int frames) {

    static PixelLayout of(DicomDataset dataset) throws DicomException {
        Photometric photometric = Photometric.of(dataset.code(Tags.PHOTOMETRIC_INTERPRETATION)
                .orElseThrow(() -> new DicomException(Tags.PHOTOMETRIC_INTERPRETATION + " is missing")));
        int allocated = dataset.requiredInteger(Tags.BITS_ALLOCATED);
        int stored = dataset.integer(Tags.BITS_STORED).orElse(allocated);
        PixelLayout layout = new PixelLayout(
                dataset.requiredInteger(Tags.COLUMNS),
                dataset.requiredInteger(Tags.ROWS),
                photometric,
                dataset.integer(Tags.PLANAR_CONFIGURATION).orElse(0) == 1,
                allocated,
                stored,
                dataset.integer(Tags.HIGH_BIT).orElse(stored - 1),
                dataset.integer(Tags.PIXEL_REPRESENTATION).orElse(0) == 1,
                dataset.integer(Tags.NUMBER_OF_FRAMES).orElse(1));
        require(Tags.SAMPLES_PER_PIXEL, dataset.integer(Tags.SAMPLES_PER_PIXEL).orElse(1), photometric.samples());
        layout.check();
        return layout;
    }

    private void check() throws DicomException {
        requireRange(Tags.COLUMNS, widthPx, 1, 0xFFFF);
        requireRange(Tags.ROWS, heightPx, 1, 0xFFFF);
        requireRange(Tags.NUMBER_OF_FRAMES, frames, 1, Integer.MAX_VALUE);
        if (bitsAllocated != 8 && bitsAllocated != 16) {
            throw new DicomException(Tags.BITS_ALLOCATED + " is " + bitsAllocated + ": only 8 and 16 are supported");
        }
        requireRange(Tags.BITS_STORED, bitsStored, 1, bitsAllocated);
        requireRange(Tags.HIGH_BIT, highBit, bitsStored - 1, bitsAllocated - 1);
        if (photometric == Photometric.YBR_FULL_422 && (planar || bitsAllocated != 8 || widthPx % 2 != 0)) {
            throw new DicomException("YBR_FULL_422 must have 8 bits, an even width and no colour planes");
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

    int pixels() throws DicomException {
        long pixels = (long) widthPx * heightPx;
        if (pixels > Integer.MAX_VALUE) {
            throw new DicomException("image of " + widthPx + "x" + heightPx + " px: too large for one picture");
        }
        return (int) pixels;
    }

    /** The values that the stored bits can hold, without a sign. */
    ValueRange storable() {
        return new ValueRange(0, (1 << bitsStored) - 1);
    }

    /** Bytes of one frame; 4:2:2 chroma halves two of the three samples. */
    long frameBytes() {
        long samples = photometric == Photometric.YBR_FULL_422 ? 2 : photometric.samples();
        return (long) widthPx * heightPx * samples * (bitsAllocated / 8);
    }
}
