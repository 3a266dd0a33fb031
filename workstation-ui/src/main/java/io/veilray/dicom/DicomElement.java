package io.veilray.dicom;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One data element: a value, or the items of a sequence.
 *
 * @param value a little-endian view into the file; empty for a sequence. Take a {@code duplicate()} to read by position
 * @param items the data sets of a sequence, empty for all else
 */
public record DicomElement(Tag tag, Vr vr, ByteBuffer value, List<DicomDataset> items) {
    public DicomElement {
        items = List.copyOf(items);
    }

    /** Says tag, representation and length only: the value may be the patient's. */
    @Override
    public String toString() {
        return tag + " " + vr + (vr == Vr.SQ ? ", " + items.size() + " items" : ", " + value.limit() + " bytes");
    }
}
