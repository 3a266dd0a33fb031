package io.veilray.dicom.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.dicom.DicomFile;
import io.veilray.dicom.Tags;
import io.veilray.dicom.TransferSyntax;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A wrong pixel may be a finding, or hide one: every frame is compared with what dcmtk or gdcm makes of it. */
class PixelContractTest {
    /** Transforms in floating point or in approximations of it: programs round differently, by one at most. */
    private static final Set<TransferSyntax> ROUNDED =
            Set.of(TransferSyntax.JPEG_BASELINE, TransferSyntax.JPEG_EXTENDED, TransferSyntax.JPEG_2000_LOSSY);

    /**
     * A number of frames that is none; no image; a codestream that gdcm and we refuse. And 32 bits in big endian, which dcmtk turns round as words of 16 bits and all others, their little endian twins say with
     * right, as words of 32.
     */
    private static final Set<String> WITHOUT_REFERENCE = Set.of(
            "badVR.dcm",
            "nested_priv_SQ.dcm",
            "JPEG2000-embedded-sequence-delimiter.dcm",
            "rtdose_expb.dcm",
            "rtdose_expb_1frame.dcm");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyFrame_isWhatOtherProgramsMakeOfIt() throws Exception {
        List<Path> files = new ArrayList<>();
        for (Path file : SampleFiles.all()) {
            if (!WITHOUT_REFERENCE.contains(file.getFileName().toString()) && hasPixels(file)) {
                files.add(file);
            }
        }
        ReferencePixels reference = new ReferencePixels(folder, files);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> compare(file, reference.frames(file))));
    }

    private static boolean hasPixels(Path path) throws Exception {
        try (DicomFile file = DicomFile.open(path)) {
            return file.dataset().has(Tags.PIXEL_DATA);
        }
    }

    private static void compare(Path path, List<double[]> expected) throws Exception {
        byte[] bytes = Files.readAllBytes(path);
        DicomFile file = DicomFile.of(bytes);
        TransferSyntax syntax = file.syntax().orElseThrow();
        assertEquals(file.dataset().integer(Tags.NUMBER_OF_FRAMES).orElse(1), expected.size());
        for (DicomToolkit toolkit : DicomToolkit.all().toList()) {
            for (int number = 1; number <= expected.size(); number++) {
                Optional<double[]> frame = toolkit.frame(bytes, number);
                if (frame.isPresent()) {
                    double tolerance = ROUNDED.contains(syntax) ? 1 : 0;
                    String which = toolkit + ", frame " + number;
                    assertArrayEquals(expected.get(number - 1), frame.get(), tolerance, which);
                }
            }
        }
    }
}
