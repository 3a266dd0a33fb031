package io.veilray.dicom.image;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;

/** The colours of PALETTE COLOR, PS3.3 sections C.7.6.3.1.5 and C.7.6.3.1.6. */
record Palette(LookupTable red, LookupTable green, LookupTable blue) {
    static Palette of(DicomDataset dataset, boolean signed) throws DicomException {
        return new Palette(
                table(dataset, Tags.RED_PALETTE_DESCRIPTOR, Tags.RED_PALETTE, Tags.SEGMENTED_RED_PALETTE, signed),
                table(dataset, Tags.GREEN_PALETTE_DESCRIPTOR, Tags.GREEN_PALETTE, Tags.SEGMENTED_GREEN_PALETTE, signed),
                table(dataset, Tags.BLUE_PALETTE_DESCRIPTOR, Tags.BLUE_PALETTE, Tags.SEGMENTED_BLUE_PALETTE, signed));
    }

    private static LookupTable table(DicomDataset dataset, Tag descriptorTag, Tag plain, Tag segmented, boolean signed)
            throws DicomException {
        DicomElement pieces = dataset.find(segmented).orElse(null);
        if (pieces == null || dataset.has(plain)) {
            return LookupTable.of(dataset, descriptorTag, plain, signed);
        }
        LookupTable.Descriptor descriptor = LookupTable.Descriptor.of(dataset, descriptorTag, signed);
        return LookupTable.of(segmented, descriptor, SegmentedTable.entries(pieces, descriptor));
    }

    /** The largest value of an entry; the three tables of a dark palette may have looked as if they had fewer bits. */
    double largest() {
        return Math.max(red.largest(), Math.max(green.largest(), blue.largest()));
    }
}
