package io.veilray.ui.app;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.derived.ObjectKind;
import io.veilray.dicom.derived.SourceImage;
import io.veilray.ui.classify.Review;
import io.veilray.ui.report.DicomExport;
import io.veilray.ui.report.ExportException;
import io.veilray.ui.report.Finding;
import io.veilray.ui.scan.SliceOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** The folder that a result is written into as DICOM objects: checked, with the scan, before the work. */
record DicomFolder(Path folder, SliceOrigin origin) {
    /** Said beside the files, since everything else that this program writes names nobody. */
    static final String IDENTITY = "These files name the patient, as the scan does: they are for its own archive.";

    /** @param frame of the scan, from 1 */
    static DicomFolder check(Path folder, Path scan, int frame) throws CommandFailure {
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw failure("--dicom-out " + folder + ": choose a folder that exists and is yours", null);
        }
        try {
            requireDicom(scan);
            SourceImage source = SourceImage.open(scan, frame);
            return new DicomFolder(
                    folder, new SliceOrigin(scan, source.reference().instanceUid(), frame));
        } catch (DicomException | IOException e) {
            throw failure("--dicom-out: no DICOM object can refer to " + scan + ", for " + e.getMessage(), e);
        }
    }

    private static void requireDicom(Path scan) throws IOException, CommandFailure {
        if (!DicomFile.isLikely(scan)) {
            throw failure(
                    "--dicom-out: " + scan + " is no DICOM file, so there is no patient and no study that a result"
                            + " could belong to: leave out --dicom-out",
                    null);
        }
    }

    private static CommandFailure failure(String sentence, Exception cause) {
        return new CommandFailure(ExitCode.FILE, sentence, cause);
    }

    /** All kinds of object, as nobody has reviewed the result yet. */
    List<Path> write(Job.Outcome outcome) throws CommandFailure {
        Finding finding = new Finding(
                outcome.job().scan(), "", outcome.result(), outcome.comparison(), Review.NONE, "", 0, Instant.now());
        try {
            return new DicomExport(finding, origin, Optional.empty())
                    .write(EnumSet.allOf(ObjectKind.class), folder)
                    .files();
        } catch (ExportException e) {
            throw failure(
                    e.getCause() == null
                            ? "--dicom-out: the folder or the scan was changed during the classification: run the command again"
                            : "--dicom-out: " + e.getCause().getMessage(),
                    e);
        }
    }
}
