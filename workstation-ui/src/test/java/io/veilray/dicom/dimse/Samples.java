package io.veilray.dicom.dimse;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.Vr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Small objects for tests that need no real ones. */
public final class Samples {
    public static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    public static final String STUDY = "1.2.3";
    public static final String SERIES = "1.2.3.4";

    private Samples() {}

    static DicomDataset image(String instance, int pixelBytes) {
        return DicomDataset.builder()
                .text(Tags.SOP_CLASS_UID, CT)
                .bytes(
                        Tags.SOP_INSTANCE_UID,
                        Vr.UI,
                        (instance + (instance.length() % 2 == 0 ? "" : "\0")).getBytes(StandardCharsets.US_ASCII))
                .text(Tags.PATIENT_NAME, "Secret^Name")
                .text(Tags.PATIENT_ID, "Sample")
                .text(Tags.STUDY_INSTANCE_UID, STUDY)
                .text(Tags.SERIES_INSTANCE_UID, SERIES)
                .bytes(Tags.PIXEL_DATA, Vr.OW, new byte[pixelBytes])
                .build();
    }

    public static Path file(Path folder, String instance, int pixelBytes, TransferSyntax syntax) throws IOException {
        Path file = folder.resolve(instance + "-" + syntax + ".dcm");
        DicomWriter.write(file, image(instance, pixelBytes), syntax);
        return file;
    }
}
