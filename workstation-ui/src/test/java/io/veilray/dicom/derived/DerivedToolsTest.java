package io.veilray.dicom.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DebianTools;
import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.image.DicomImage;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other programs read what goes home. An object that only its maker reads is lost in the archive. */
class DerivedToolsTest {
    private static final UserReview VERIFIED =
            new UserReview(UserReview.Verdict.ACCEPTED, "seen", Optional.of(new Verifier("Doe^Jane", "Hospital")));

    @TempDir
    Path folder;

    private record Ended(int code, byte[] output) {
        String text() {
            return new String(output, StandardCharsets.ISO_8859_1);
        }
    }

    private static Ended run(Path program, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), program + " does not end");
        return new Ended(process.exitValue(), output);
    }

    private List<Path> written() throws Exception {
        List<Path> files = new ArrayList<>();
        for (ImageFinding finding : List.of(Findings.opinion(VERIFIED), Findings.noOpinion())) {
            files.addAll(write(Findings.source(), finding, EnumSet.allOf(ObjectKind.class)));
        }
        return files;
    }

    private List<Path> write(SourceImage source, ImageFinding finding, EnumSet<ObjectKind> kinds) throws Exception {
        return Findings.objects(source, finding).write(kinds, folder).files();
    }

    @Test
    void dcmdump_readsEveryObject() throws Exception {
        Path dcmdump = DebianTools.require("dcmtk", "dcmdump");
        for (Path file : written()) {
            Ended ended = run(dcmdump, "-q", "+L", file);
            assertEquals(0, ended.code(), ended.text());
        }
    }

    /** Also over real images, whose study modules are copied with whatever their makers did. */
    @Test
    void dsrdump_printsEveryReportWithoutAnError() throws Exception {
        Path dsrdump = DebianTools.require("dcmtk", "dsrdump");
        EnumSet<ObjectKind> report = EnumSet.of(ObjectKind.REPORT);
        List<Path> files = new ArrayList<>(write(Findings.source(), Findings.opinion(VERIFIED), report));
        Path real = TestData.folder("dicom/pydicom");
        for (String name : List.of("CT_small.dcm", "MR_small_bigendian.dcm", "chrGerm.dcm", "liver_1frame.dcm")) {
            SourceImage source = SourceImage.open(real.resolve(name), 1);
            files.addAll(write(source, Findings.at(new Region(0, 0, 1, 1)), report));
        }
        for (Path file : files) {
            Ended ended = run(dsrdump, "+Pl", file);
            assertEquals(0, ended.code(), ended.text());
            assertFalse(ended.text().lines().anyMatch(line -> line.startsWith("E:")), ended.text());
            assertTrue(
                    ended.text().contains("NUM:(,,\"Probability of nodule\")=\"97.3\" (%,UCUM,\"Percent\")"),
                    ended.text());
        }
    }

    /** dicom3tools checks each object against the modules, types and conditions of PS3.3. */
    @Test
    void dciodvfy_findsNoError() throws Exception {
        Path dciodvfy = DebianTools.require("dicom3tools", "dciodvfy");
        for (Path file : written()) {
            Ended ended = run(dciodvfy, "-new", file);
            assertFalse(ended.text().lines().anyMatch(line -> line.startsWith("Error")), file + "\n" + ended.text());
        }
    }

    /** The window of our presentation state, applied by another program, gives the greys of our screen. */
    @Test
    void dcmp2pgm_showsTheImageAsTheWorkstationDoes() throws Exception {
        Path dcmp2pgm = DebianTools.require("dcmtk", "dcmp2pgm");
        Path image = TestData.folder("dicom/pydicom").resolve("CT_small.dcm");
        Path state = write(
                        SourceImage.open(image, 1),
                        Findings.at(new Region(4, 4, 20, 10)),
                        EnumSet.of(ObjectKind.PRESENTATION))
                .getFirst();
        Path pgm = folder.resolve("shown.pgm");
        Ended ended = run(dcmp2pgm, "-p", state, image, pgm);
        assertEquals(0, ended.code(), ended.text());
        byte[] shown = Files.readAllBytes(pgm);
        try (DicomFile file = DicomFile.open(image)) {
            Slice slice = DicomImage.of(file).frame(1);
            int start = shown.length - slice.widthPx() * slice.heightPx();
            for (int i = 0; i < slice.widthPx() * slice.heightPx(); i++) {
                float value = slice.value(i % slice.widthPx(), i / slice.widthPx());
                double gray = 255 * new Window(40, 400).toUnit(value);
                assertEquals(gray, Byte.toUnsignedInt(shown[start + i]), 1.0, "pixel " + i);
            }
        }
    }

    @Test
    void orthanc_acceptsEveryObjectAndGivesItBackEqual() throws Exception {
        Path storescu = DebianTools.require("dcmtk", "storescu");
        List<Path> files = written();
        try (OrthancOverHttp orthanc = OrthancOverHttp.start(Files.createDirectory(folder.resolve("orthanc")))) {
            List<Object> arguments =
                    new ArrayList<>(List.of("-R", "-aec", "ORTHANC", "localhost", orthanc.dicomPort()));
            arguments.addAll(files);
            Ended ended = run(storescu, arguments.toArray());
            assertEquals(0, ended.code(), ended.text());
            List<DicomDataset> back = new ArrayList<>();
            for (byte[] file : orthanc.instances()) {
                back.add(DicomFile.of(file).dataset());
            }
            assertEquals(files.size(), back.size());
            for (Path file : files) {
                try (DicomFile sent = DicomFile.open(file)) {
                    assertTrue(back.contains(sent.dataset()), file.getFileName() + " came back changed");
                }
            }
        }
    }
}
