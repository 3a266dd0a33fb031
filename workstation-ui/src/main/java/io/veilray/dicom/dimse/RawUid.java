package io.veilray.dicom.dimse;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Vr;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UIDs as files and peers have them: some pad components with zeros, against PS3.5 section 9.1, and must meet theirs. */
final class RawUid {
    private RawUid() {}

    static DatasetBuilder put(DatasetBuilder to, Tag tag, String uid) {
        byte[] bytes = uid.getBytes(StandardCharsets.US_ASCII);
        return to.bytes(tag, Vr.UI, Arrays.copyOf(bytes, bytes.length + bytes.length % 2));
    }
}
