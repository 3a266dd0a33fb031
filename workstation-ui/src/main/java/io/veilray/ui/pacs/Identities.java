package io.veilray.ui.pacs;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The patients that files name, for the user who is about to send them. Blocks.
 *
 * @param patients the first few, each with name and number
 * @param count of all
 */
record Identities(List<String> patients, int count) {
    private static final int MAX_SHOWN = 5;

    static Identities of(List<Path> files) {
        Set<String> patients = new LinkedHashSet<>();
        for (Path file : files) {
            try (DicomFile open = DicomFile.open(file)) {
                patients.add(of(open.dataset()));
            } catch (IOException | DicomException e) {
                continue; // the archive's answer will tell of it
            }
        }
        return new Identities(patients.stream().limit(MAX_SHOWN).toList(), patients.size());
    }

    private static String of(DicomDataset dataset) {
        String name = dataset.text(Tags.PATIENT_NAME).map(ArchiveWords::name).orElse("–");
        return dataset.text(Tags.PATIENT_ID).map(id -> name + " (" + id + ")").orElse(name);
    }
}
