package io.veilray.dicom.deidentify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files of many makers, whose identities are known from their headers. */
class DeidentifiedExportTest {
    private static final List<Tag> IDENTITY = List.of(
            Tag.of(0x00100010),
            Tags.PATIENT_ID,
            Tags.STUDY_INSTANCE_UID,
            Tags.SERIES_INSTANCE_UID,
            Tags.SOP_INSTANCE_UID);
    /** Shorter ones may stand anywhere by chance. */
    private static final int LEAST_CHARACTERS = 7;

    @TempDir
    Path folder;

    @Test
    void realFiles_areCopiedWithoutTheirIdentities() throws Exception {
        Path data = TestData.folder("dicom");
        Assumptions.assumeTrue(Files.isDirectory(data), "no real DICOM files here");
        Path copies = folder.resolve("copies");
        Exported exported = DeidentifiedExport.write(List.of(data), copies, true, done -> {});
        List<Path> originals = files(data);
        assertEquals(
                originals.size(),
                exported.objects() + exported.others() + exported.leftOut().size());
        assertTrue(
                exported.objects() > originals.size() * 9 / 10,
                exported.leftOut().toString());
        Set<String> identities = identities(originals);
        for (Path copy : files(copies)) {
            String bytes = Files.readString(copy, StandardCharsets.ISO_8859_1);
            identities.forEach(
                    identity -> assertFalse(bytes.contains(identity), () -> identity + " stands in " + copy));
            try (DicomFile file = DicomFile.open(copy)) {
                assertEquals(
                        "YES",
                        file.dataset().code(Tags.PATIENT_IDENTITY_REMOVED).orElse(""));
            }
        }
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Set<String> identities(List<Path> originals) throws Exception {
        Set<String> identities = new HashSet<>();
        for (Path original : originals) {
            try (DicomFile file = DicomFile.open(original)) {
                DicomDataset dataset = file.dataset();
                IDENTITY.forEach(tag -> dataset.code(tag)
                        .filter(value -> value.length() >= LEAST_CHARACTERS)
                        .ifPresent(identities::add));
            } catch (DicomException e) {
                continue; // left out of the copies too
            }
        }
        return identities;
    }
}
