package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.dicom.DatasetBuilder;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.Vr;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody relies on who gives the folder away. */
class DeidentifyCommandTest {
    private static final Tag PATIENT_NAME = Tag.of(0x00100010);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true));
        return Veilray.run(console, new FakeCloud().services(), args);
    }

    private Path in() throws Exception {
        return Files.createDirectories(folder.resolve("Meyer^Anna"));
    }

    private Path copies() {
        return folder.resolve("copies");
    }

    private static DatasetBuilder image(String modality, String number) {
        return DicomDataset.builder()
                .text(Tags.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2")
                .text(Tags.SOP_INSTANCE_UID, "1.2.3." + number)
                .text(Tags.SERIES_INSTANCE_UID, "1.2.4")
                .text(Tags.MODALITY, modality)
                .text(PATIENT_NAME, "Meyer^Anna")
                .bytes(Tags.PIXEL_DATA, Vr.OW, new byte[4]);
    }

    private Path write(String name, DatasetBuilder dataset) throws Exception {
        Path file = in().resolve(name);
        DicomWriter.write(file, dataset.build(), TransferSyntax.EXPLICIT_LITTLE);
        return file;
    }

    private List<Path> written() throws Exception {
        try (Stream<Path> found = Files.walk(copies())) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void folderOfImages_isCopiedUnderNumbersWithoutTheName() throws Exception {
        write("Meyer-1.dcm", image("CT", "1"));
        write("Meyer-2.dcm", image("CT", "2"));
        Files.writeString(in().resolve("letter.txt"), "Dear Mrs Meyer");
        assertEquals(0, run("deidentify", in().toString(), "--out", copies().toString()), err.toString());
        assertEquals(2, written().size());
        for (Path copy : written()) {
            assertFalse(copies().relativize(copy).toString().contains("Meyer"));
            assertFalse(new String(Files.readAllBytes(copy), StandardCharsets.ISO_8859_1).contains("Meyer"));
        }
        try (DicomFile first = DicomFile.open(written().getFirst());
                DicomFile last = DicomFile.open(written().getLast())) {
            assertEquals(
                    first.dataset().code(Tags.SERIES_INSTANCE_UID),
                    last.dataset().code(Tags.SERIES_INSTANCE_UID));
        }
        assertTrue(out.toString().contains("2 objects written"), out.toString());
        assertTrue(out.toString().contains("pixels as they were"), out.toString());
    }

    @Test
    void imageThatMayShowAName_isLeftOutUntilSomebodyHasLooked() throws Exception {
        Path ultrasound = write("us.dcm", image("US", "1"));
        Path checked = write("checked.dcm", image("US", "2").text(Tags.BURNED_IN_ANNOTATION, "NO"));
        write("burned.dcm", image("CT", "3").text(Tags.BURNED_IN_ANNOTATION, "YES"));
        assertEquals(3, run("deidentify", in().toString(), "--out", copies().toString()));
        assertEquals(1, written().size());
        assertTrue(err.toString().contains(ultrasound.toString()), err.toString());
        assertTrue(err.toString().contains("--pixels-checked"), err.toString());
        assertFalse(err.toString().contains(checked.toString()), err.toString());
        Path all = folder.resolve("all");
        assertEquals(0, run("deidentify", "--pixels-checked", in().toString(), "--out", all.toString()));
        assertTrue(out.toString().contains("Of these, 2 may show"), out.toString());
    }

    @Test
    void folderThatHoldsSomething_isNotWrittenTo() throws Exception {
        write("a.dcm", image("CT", "1"));
        Files.createDirectories(copies());
        Path there = Files.writeString(copies().resolve("there.txt"), "mine");
        assertEquals(3, run("deidentify", in().toString(), "--out", copies().toString()));
        assertEquals(List.of(there), written());
        assertTrue(err.toString().contains("is not empty"), err.toString());
    }

    @Test
    void namedFileThatIsNoDicomFile_isToldWithoutStoppingTheOthers() throws Exception {
        Path image = write("a.dcm", image("CT", "1"));
        Path text = Files.writeString(in().resolve("notes.txt"), "x".repeat(200));
        assertEquals(3, run("deidentify", text.toString(), image.toString(), "--out", copies().toString()));
        assertEquals(1, written().size());
        assertTrue(err.toString().contains("notes.txt is no DICOM file"), err.toString());
    }

    @Test
    void fileThatIsNotThere_isToldBeforeAnythingIsWritten() throws Exception {
        Path image = write("a.dcm", image("CT", "1"));
        assertEquals(3, run("deidentify", image.toString(), "absent", "--out", copies().toString()));
        assertFalse(Files.exists(copies()));
    }

    @Test
    void patientOfSeveralFiles_keepsOneNewIdAndNoName() throws Exception {
        write("a.dcm", image("CT", "1").text(Tags.PATIENT_ID, "4711"));
        write("b.dcm", image("CT", "2").text(Tags.PATIENT_ID, "4711"));
        assertEquals(0, run("deidentify", in().toString(), "--out", copies().toString()), err.toString());
        try (DicomFile first = DicomFile.open(written().getFirst());
                DicomFile last = DicomFile.open(written().getLast())) {
            assertEquals(Optional.empty(), first.dataset().code(PATIENT_NAME));
            assertEquals(first.dataset().code(Tags.PATIENT_ID), last.dataset().code(Tags.PATIENT_ID));
            assertTrue(first.dataset().code(Tags.PATIENT_ID).orElseThrow().startsWith("ANON-"));
        }
    }
}
