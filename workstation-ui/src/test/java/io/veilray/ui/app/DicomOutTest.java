package io.veilray.ui.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.DicomWriter;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import io.veilray.dicom.Vr;
import io.veilray.dicom.derived.DerivedReader;
import io.veilray.dicom.derived.StoredResult;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --dicom-out} is the one output that names a patient: it must name the right one, and say that it does. */
class DicomOutTest {
    @TempDir
    Path folder;

    private final FakeCloud cloud = new FakeCloud();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object... args) {
        String[] words = java.util.Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        return Veilray.run(
                new Console(new PrintWriter(out, true), new PrintWriter(err, true)), cloud.services(), words);
    }

    /** 8x4 pixels, the right half bright. */
    private Path scan() throws Exception {
        byte[] pixels = new byte[32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 8 < 4 ? 0 : 255);
        }
        DicomDataset image = DicomDataset.builder()
                .text(Tags.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1")
                .text(Tags.SOP_INSTANCE_UID, "1.2.3.4")
                .text(Tags.MODALITY, "CR")
                .text(Tag.of(0x00100010), "Doe^Jane")
                .text(Tag.of(0x00100020), "P-7")
                .text(Tags.STUDY_INSTANCE_UID, "1.2.3")
                .text(Tags.SERIES_INSTANCE_UID, "1.2.3.1")
                .integers(Tags.SAMPLES_PER_PIXEL, 1)
                .text(Tags.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .integers(Tags.ROWS, 4)
                .integers(Tags.COLUMNS, 8)
                .integers(Tags.BITS_ALLOCATED, 8)
                .integers(Tags.BITS_STORED, 8)
                .integers(Tags.HIGH_BIT, 7)
                .integers(Tags.PIXEL_REPRESENTATION, 0)
                .bytes(Tags.PIXEL_DATA, Vr.OB, pixels)
                .build();
        Path file = folder.resolve("scan.dcm");
        DicomWriter.write(file, image, TransferSyntax.EXPLICIT_LITTLE);
        return file;
    }

    @Test
    void dicomScan_getsObjectsOfItsStudyAndTheyAreListed() throws Exception {
        Path objects = Files.createDirectory(folder.resolve("out"));
        assertEquals(
                0, run("classify", scan(), "--region", "4,0,4,4", "--dicom-out", objects, "--json"), err.toString());
        List<Path> files = new ArrayList<>();
        JsonParser.parseString(out.toString())
                .getAsJsonObject()
                .getAsJsonArray("dicomFiles")
                .forEach(name -> files.add(Path.of(name.getAsString())));
        assertEquals(4, files.size(), "report, region, presentation state and picture; this model gives no evidence");
        int results = 0;
        for (Path path : files) {
            try (DicomFile file = DicomFile.open(path)) {
                assertEquals(Optional.of("Doe^Jane"), file.dataset().text(Tag.of(0x00100010)));
                assertEquals(Optional.of("1.2.3"), file.dataset().code(Tags.STUDY_INSTANCE_UID));
                if (DerivedReader.isResult(file.dataset())) {
                    StoredResult read = DerivedReader.read(file.dataset()).getFirst();
                    assertEquals("bright 62.2 %", read.label()); // softmax of 1 and 0.5
                    assertTrue(read.image().means("1.2.3.4", 1));
                    results++;
                }
            }
        }
        assertEquals(3, results);
    }

    @Test
    void words_sayThatThePatientIsNamed() throws Exception {
        assertEquals(0, run("classify", scan(), "--dicom-out", folder), err.toString());
        assertTrue(out.toString().contains("These files name the patient"), out.toString());
    }

    /** Nothing was written, and the sentence must say so rather than that this is a bug. */
    @Test
    void folderThatVanishesMeanwhile_isASentence() throws Exception {
        Path objects = Files.createDirectory(folder.resolve("out"));
        DicomFolder checked = DicomFolder.check(objects, scan(), 1);
        Job job = Job.of(folder.resolve("scan.dcm"), 1, Optional.empty(), ModelChoice.FIRST);
        Job.Outcome outcome;
        try (OpenCloud open = OpenCloud.local(cloud.services())) {
            outcome = job.run(open, false, new StageLines(line -> {}));
        }
        Files.delete(objects);
        CommandFailure failure = assertThrows(CommandFailure.class, () -> checked.write(outcome));
        assertTrue(failure.getMessage().contains("was changed during the classification"), failure.getMessage());
        assertEquals(ExitCode.FILE, failure.code());
    }

    @Test
    void pictureOrMissingFolder_isRefusedBeforeAnythingConnects() throws Exception {
        Path png = folder.resolve("scan.png");
        ImageIO.write(new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_GRAY), "png", png.toFile());
        assertEquals(ExitCode.FILE.number(), run("classify", png, "--dicom-out", folder));
        assertTrue(err.toString().contains("is no DICOM file"), err.toString());
        assertEquals(ExitCode.FILE.number(), run("classify", scan(), "--dicom-out", folder.resolve("not there")));
        assertEquals(0, cloud.classifications.get());
    }
}
