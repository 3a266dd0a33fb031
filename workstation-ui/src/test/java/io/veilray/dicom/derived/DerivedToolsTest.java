package io.veilray.dicom.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.TestData;
import io.veilray.dicom.DebianTools;
import io.veilray.region.Region;
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

    private record Ended(int code, String output) {}

    private static Ended run(Path program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), program + " does not end");
        return new Ended(process.exitValue(), output);
    }

    private List<Path> written() throws Exception {
        List<Path> files = new ArrayList<>();
        SourceImage made = Findings.source();
        for (ImageFinding finding :
                List.of(Findings.opinion(VERIFIED), Findings.opinion(UserReview.NONE), Findings.noOpinion())) {
            files.addAll(Findings.objects(made, finding)
                    .write(EnumSet.allOf(ObjectKind.class), folder)
                    .files());
        }
        return files;
    }

    private List<Path> overRealImages() throws Exception {
        List<Path> files = new ArrayList<>();
        Path real = TestData.folder("dicom/pydicom");
        for (String name : List.of("CT_small.dcm", "MR_small_bigendian.dcm", "chrJapMulti.dcm", "liver_1frame.dcm")) {
            if (Files.exists(real.resolve(name))) {
                try {
                    SourceImage source = SourceImage.open(real.resolve(name), 1);
                    files.addAll(Findings.objects(source, Findings.at(new Region(4, 4, 20, 10)))
                            .write(EnumSet.allOf(ObjectKind.class), folder)
                            .files());
                } catch (io.veilray.dicom.DicomException e) {
                    System.err.println(name + " cannot be a source: " + e.getMessage());
                }
            }
        }
        return files;
    }

    @Test
    void dcmdump_readsEveryObject() throws Exception {
        Path dcmdump = DebianTools.require("dcmtk", "dcmdump");
        for (Path file : written()) {
            Ended ended = run(dcmdump, "-q", "+L", file.toString());
            assertEquals(0, ended.code(), ended.output());
            assertFalse(ended.output().contains("E:"), ended.output());
        }
    }
}
