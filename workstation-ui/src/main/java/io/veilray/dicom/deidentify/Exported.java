package io.veilray.dicom.deidentify;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of the files of an export.
 *
 * @param objects how many were written
 * @param risky how many of these were written although their pixels may tell who the patient is
 * @param others how many files of the folders that were searched are no DICOM objects
 */
public record Exported(int objects, int risky, int others, List<LeftOut> leftOut) {
    /**
     * A file that was not written.
     *
     * @param risk set if only its pixels were against it
     * @param problem what else was, in words that stand after the file's name; empty with a risk
     */
    public record LeftOut(Path file, Optional<PixelRisk> risk, String problem) {}
}
