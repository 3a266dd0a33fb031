package io.veilray.dicom.contract;

import io.veilray.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The real DICOM files beside the project. */
final class SampleFiles {
    /** Cut off in a sequence or in pixels, begun by a stray byte, with a broken header, without a syntax. */
    private static final Set<String> DAMAGED = Set.of(
            "rtplan_truncated.dcm", "MR_truncated.dcm", "no_meta.dcm", "SC_rgb_jpeg.dcm", "meta_missing_tsyntax.dcm");

    private SampleFiles() {}

    /** All that a reader can be held to, in one order; without them the test is skipped with a printed reason. */
    static List<Path> all() throws IOException {
        Path folder = TestData.folder("dicom");
        Assumptions.assumeTrue(Files.isDirectory(folder), "no real DICOM files here");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".dcm"))
                    .filter(file -> !DAMAGED.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    static byte[] read(String name) throws IOException {
        for (Path file : all()) {
            if (file.getFileName().toString().equals(name)) {
                return Files.readAllBytes(file);
            }
        }
        Assumptions.abort("no file " + name + " here");
        throw new AssertionError();
    }
}
