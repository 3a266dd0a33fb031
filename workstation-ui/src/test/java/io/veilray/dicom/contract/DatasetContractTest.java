package io.veilray.dicom.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.dicom.DicomDataset;
import io.veilray.dicom.DicomElement;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tag;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A value lost on the way through a file is a finding that nobody sees again. */
class DatasetContractTest {
    private static final Tag PATIENT_NAME = Tag.of(0x00100010);
    private static final List<TransferSyntax> UNCOMPRESSED = List.of(
            TransferSyntax.IMPLICIT_LITTLE,
            TransferSyntax.EXPLICIT_LITTLE,
            TransferSyntax.EXPLICIT_BIG,
            TransferSyntax.DEFLATED);

    @TempDir
    Path folder;

    private static DynamicTest test(DicomToolkit toolkit, Path file, Executable body) {
        return DynamicTest.dynamicTest(toolkit + " " + file.getFileName(), body);
    }

    private static TransferSyntax syntax(byte[] file) throws Exception {
        return DicomFile.of(file).syntax().orElseThrow();
    }

    @TestFactory
    Stream<DynamicTest> fileWrittenAnew_readsAsBefore() throws Exception {
        List<Path> files = SampleFiles.all();
        return DicomToolkit.all().flatMap(toolkit -> files.stream()
                .map(file -> test(toolkit, file, () -> {
                    byte[] original = Files.readAllBytes(file);
                    DicomDataset before = toolkit.read(original);
                    assertEquals(
                            Values.withRepresentations(before),
                            Values.withRepresentations(toolkit.read(toolkit.write(before, syntax(original)))));
                })));
    }

    @TestFactory
    Stream<DynamicTest> uncompressedFileInEveryUncompressedSyntax_keepsEveryValue() throws Exception {
        List<Path> files = SampleFiles.all();
        return DicomToolkit.all().flatMap(toolkit -> files.stream()
                .map(file -> test(toolkit, file, () -> {
                    DicomDataset before = toolkit.read(Files.readAllBytes(file));
                    if (!isCompressed(before)) {
                        for (TransferSyntax syntax : UNCOMPRESSED) {
                            assertEquals(
                                    Values.of(before),
                                    Values.of(toolkit.read(toolkit.write(before, syntax))),
                                    syntax.title());
                        }
                    }
                })));
    }

    private static boolean isCompressed(DicomDataset dataset) {
        return dataset.find(Tags.PIXEL_DATA).stream().anyMatch(DicomElement::isEncapsulated);
    }

    @TestFactory
    Stream<DynamicTest> fileWrittenAnew_holdsForDcmtkWhatTheOriginalHolds() throws Exception {
        Dcmdump dcmdump = new Dcmdump();
        List<Path> files = SampleFiles.all();
        List<List<String>> originals = dcmdump.elements(files);
        List<DynamicTest> tests = new ArrayList<>();
        for (DicomToolkit toolkit : DicomToolkit.all().toList()) {
            List<List<String>> copies = dcmdump.elements(writtenAnew(toolkit, files));
            for (int i = 0; i < files.size(); i++) {
                List<String> original = originals.get(i);
                List<String> copy = Dcmdump.unlessUnknown(original, copies.get(i));
                tests.add(test(toolkit, files.get(i), () -> assertEquals(original, copy)));
            }
        }
        return tests.stream();
    }

    private List<Path> writtenAnew(DicomToolkit toolkit, List<Path> files) throws Exception {
        List<Path> copies = new ArrayList<>();
        for (Path file : files) {
            byte[] original = Files.readAllBytes(file);
            Path copy = folder.resolve(toolkit + "-" + file.getFileName());
            copies.add(Files.write(copy, toolkit.write(toolkit.read(original), syntax(original))));
        }
        return copies;
    }

    private record Name(String file, String name) {}

    /** The examples of PS3.5 annexes H to K and of David Clunie's test files that go with them. */
    @TestFactory
    Stream<DynamicTest> names_areReadInTheirCharacterSet() {
        List<Name> names = List.of(
                new Name("chrH31.dcm", "Yamada^Tarou=山田^太郎=やまだ^たろう"),
                new Name("chrH32.dcm", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
                new Name("chrI2.dcm", "Hong^Gildong=洪^吉洞=홍^길동"),
                new Name("chrX1.dcm", "Wang^XiaoDong=王^小東"),
                new Name("chrX2.dcm", "Wang^XiaoDong=王^小东"),
                new Name("chrFren.dcm", "Buc^Jérôme"),
                new Name("chrGerm.dcm", "Äneas^Rüdiger"),
                new Name("chrGreek.dcm", "Διονυσιος"),
                new Name("chrRuss.dcm", "Люкceмбypг"),
                new Name("chrArab.dcm", "قباني^لنزار"),
                new Name("chrHbrw.dcm", "שרון^דבורה"));
        return DicomToolkit.all().flatMap(toolkit -> names.stream()
                .map(name -> test(
                        toolkit,
                        Path.of(name.file()),
                        () -> assertEquals(
                                List.of(name.name().replaceAll("=+$", "")),
                                toolkit.texts(SampleFiles.read(name.file()), PATIENT_NAME).stream()
                                        .map(text -> text.replaceAll("=+$", ""))
                                        .toList()))));
    }

    private record Known(String file, int tag, String value) {}

    /** As dcmdump prints them. */
    @TestFactory
    Stream<DynamicTest> chosenValues_areThoseOfTheFile() {
        List<Known> known = List.of(
                new Known("CT_small.dcm", 0x00100010, "CompressedSamples^CT1"),
                new Known("CT_small.dcm", 0x00281052, "-1024"),
                new Known("MR_small_bigendian.dcm", 0x00100010, "CompressedSamples^MR1"),
                new Known("MR_small_implicit.dcm", 0x00100010, "CompressedSamples^MR1"),
                new Known("image_dfl.dcm", 0x00080060, "OT"),
                new Known("JPEG2000.dcm", 0x00100010, "CompressedSamples^NM1"));
        return DicomToolkit.all().flatMap(toolkit -> known.stream()
                .map(one -> test(
                        toolkit,
                        Path.of(one.file()),
                        () -> assertEquals(
                                List.of(one.value()),
                                toolkit.texts(SampleFiles.read(one.file()), Tag.of(one.tag()))))));
    }
}
