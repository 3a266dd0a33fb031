package io.veilray.ui.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DicomBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disc from another hospital lists more than was copied from it; what is not there must be said, not missed. */
class DicomDirectoryTest {
    @TempDir
    Path folder;

    static DicomBytes directory(String... references) {
        DicomBytes[] records = Arrays.stream(references)
                .map(reference ->
                        DicomBytes.part(true).number(0x00041410, 0xFFFF).text(0x00041500, "CS", reference))
                .toArray(DicomBytes[]::new);
        return DicomBytes.file(DicomBytes.EXPLICIT).sequence(0x00041220, records);
    }

    private static Opened open(Path... dropped) throws Exception {
        return new ScanOpener().open(List.of(dropped), OpeningProgress.SILENT);
    }

    @Test
    void files_areOpenedAndMissingOnesSaid() throws Exception {
        SampleFiles.write(folder.resolve("A/IM1"), SampleFiles.axial(1, 1, 1));
        SampleFiles.write(folder.resolve("a2/im2"), SampleFiles.axial(2, 2, 2)); // copied with small letters
        SampleFiles.write(folder.resolve("A/OTHER"), SampleFiles.axial(3, 3, 3));
        Path list = SampleFiles.write(folder.resolve("DICOMDIR"), directory("A\\IM1", "A2\\IM2", "A\\GONE"));
        Opened opened = open(list);
        assertEquals(2, opened.series().getFirst().slices());
        assertEquals(1, opened.skipped().size());
        assertEquals(
                "A/GONE is listed in DICOMDIR but is not there: copy the whole disc or folder.",
                opened.skipped().getFirst().sentence());
        assertEquals(3, open(folder).series().getFirst().slices(), "a folder opens all, each file once");
    }

    @Test
    void recordsWithoutAFileOrOutOfUse_areNoFiles() throws Exception {
        SampleFiles.write(folder.resolve("IM1"), SampleFiles.axial(1, 1, 1));
        DicomBytes patient = DicomBytes.part(true).text(0x00041430, "CS", "PATIENT");
        DicomBytes old = DicomBytes.part(true).number(0x00041410, 0).text(0x00041500, "CS", "OLD");
        DicomBytes image = DicomBytes.part(true).text(0x00041500, "CS", "IM1");
        DicomBytes list = DicomBytes.file(DicomBytes.EXPLICIT).sequence(0x00041220, patient, old, image);
        Opened opened = open(SampleFiles.write(folder.resolve("DICOMDIR"), list));
        assertEquals(1, opened.series().size());
        assertEquals(List.of(), opened.skipped());
    }

    @Test
    void referencesOutsideTheFolder_areNotFollowed() throws Exception {
        SampleFiles.write(folder.resolve("secret"), SampleFiles.axial(1, 1, 1));
        Path list = SampleFiles.write(
                folder.resolve("disc/DICOMDIR"), directory("..\\secret", "/etc\\passwd", "A\\..\\..\\secret"));
        Opened opened = open(list);
        assertEquals(List.of(), opened.series());
        assertEquals(3, opened.skipped().size());
        assertTrue(opened.skipped().stream().allMatch(each -> each.sentence().contains("outside its folder")));
    }

    @Test
    void directoryInAZip_findsItsFilesThere() throws Exception {
        byte[] list = directory("A\\IM1", "A\\GONE").bytes();
        Path zip = SampleFiles.zip(
                folder.resolve("disc.zip"),
                Map.of(
                        "disc/DICOMDIR",
                        list,
                        "disc/a/im1",
                        SampleFiles.axial(1, 1, 1).bytes()));
        try (Opened opened = open(zip)) {
            assertEquals(1, opened.series().getFirst().slices());
            assertTrue(opened.skipped().getFirst().sentence().startsWith("disc.zip/disc/A/GONE is listed in"));
        }
    }

    @Test
    void emptyDirectory_isSaid() throws Exception {
        Path empty = TestData.folder("dicom/pydicom/DICOMDIR-empty.dcm");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(empty), "skipped: no DICOMDIR-empty.dcm here");
        assertTrue(open(empty).skipped().getFirst().sentence().contains("lists no file"));
    }
}
