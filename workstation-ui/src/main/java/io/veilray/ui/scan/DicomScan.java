package io.veilray.ui.scan;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.image.DicomFrame;
import io.veilray.dicom.image.DicomImage;
import java.io.IOException;
import java.nio.file.Path;

/** A frame of a DICOM file as a scan. */
final class DicomScan {
    private DicomScan() {}

    static Scan read(Path file, int frame) throws IOException, DicomException, ScanException {
        try (DicomFile opened = DicomFile.open(file)) {
            SkippedKinds.requireImage(opened.dataset());
            DicomImage image = DicomImage.of(opened);
            Limits.requireSize(image.widthPx(), image.heightPx());
            DicomFrame decoded = image.decode(frame);
            String description = "DICOM " + image.modality() + " " + image.widthPx() + "x" + image.heightPx();
            boolean several = image.frames() > 1;
            return new Scan(
                    decoded.slice(),
                    decoded.appearance(),
                    several ? description + ", frame " + frame + " of " + image.frames() : description,
                    image.notes());
        }
    }
}
