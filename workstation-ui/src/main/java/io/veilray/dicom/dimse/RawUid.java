package io.veilray.dicom.dimse;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Vr;
import java.nio.charset.StandardCharsets;

/** UIDs as files and peers have them: some pad components with zeros, against PS3.5 section 9.1, and must meet theirs. */
final class RawUid {
    private RawUid() {}

    static DatasetBuilder put(DatasetBuilder to, Tag tag, String uid) {
        return to.put(DicomElement.padded(tag, Vr.UI, uid.getBytes(StandardCharsets.US_ASCII)));
    }
}
