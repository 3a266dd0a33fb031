package io.veilray.dicom.image;

import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;

/** What kind of number a sample is, told by the element that holds the pixels (PS3.3 sections C.7.6.3, C.7.6.24, C.7.6.25). */
enum SampleKind {
    INTEGER(Tags.PIXEL_DATA, 0),
    FLOAT(Tags.FLOAT_PIXEL_DATA, 32),
    DOUBLE(Tags.DOUBLE_FLOAT_PIXEL_DATA, 64);

    private final Tag tag;
    private final int bits;

    SampleKind(Tag tag, int bits) {
        this.tag = tag;
        this.bits = bits;
    }

    Tag tag() {
        return tag;
    }

    /** Bits of a sample, where the kind leaves no choice. */
    int bits() {
        return bits;
    }
}
