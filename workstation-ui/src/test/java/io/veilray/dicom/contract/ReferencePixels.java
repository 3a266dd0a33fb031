package io.veilray.dicom.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.dicom.DebianTools;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.TransferSyntax;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The stored values of files as dcmtk, or gdcm for JPEG 2000, decompresses them. */
final class ReferencePixels {
    private final Path dcmdump = DebianTools.require("dcmtk", "dcmdump");
    private final Path dcmdjpeg = DebianTools.require("dcmtk", "dcmdjpeg");
    private final Path dcmdjpls = DebianTools.require("dcmtk", "dcmdjpls");
    private final Path dcmdrle = DebianTools.require("dcmtk", "dcmdrle");
    private final Path gdcmconv = DebianTools.require("libgdcm-tools", "gdcmconv");
    private final Path folder;
    private final Map<Path, Path> uncompressed = new LinkedHashMap<>();

    /** @param folder for what the programs write */
    ReferencePixels(Path folder, List<Path> files) throws Exception {
        this.folder = folder;
        for (Path file : files) {
            uncompressed.put(file, uncompressed(file));
        }
        Object[] arguments = Stream.concat(Stream.of("+W", folder), uncompressed.values().stream())
                .toArray();
        assertEquals(0, Tool.run(dcmdump, arguments).code(), "dcmdump reads them all");
    }

    private Path uncompressed(Path file) throws Exception {
        Path copy = folder.resolve(file.getFileName());
        int code =
                switch (syntax(file)) {
                    case JPEG_BASELINE, JPEG_EXTENDED, JPEG_LOSSLESS, JPEG_LOSSLESS_SV1 ->
                        Tool.run(dcmdjpeg, file, copy).code();
                    case JPEG_LS, JPEG_LS_NEAR -> Tool.run(dcmdjpls, file, copy).code();
                    case RLE -> Tool.run(dcmdrle, file, copy).code();
                    case JPEG_2000, JPEG_2000_LOSSY ->
                        Tool.run(gdcmconv, "--raw", file, copy).code();
                    default -> 0;
                };
        assertEquals(0, code, () -> "the other program reads " + file);
        return Files.exists(copy) ? copy : file;
    }

    private static TransferSyntax syntax(Path path) throws Exception {
        try (DicomFile file = DicomFile.open(path)) {
            return file.syntax().orElseThrow();
        }
    }

    /** Each frame sample by sample of each pixel. */
    List<double[]> frames(Path file) throws Exception {
        Path header = uncompressed.get(file);
        String name = header.getFileName() + ".";
        try (DicomFile opened = DicomFile.open(header);
                Stream<Path> written = Files.list(folder)) {
            Path pixels = written.filter(path -> path.getFileName().toString().startsWith(name))
                    .max(Comparator.comparingLong(path -> path.toFile().length())) // an overlay's bits are in another
                    .orElseThrow();
            return new RawPixels(opened.dataset(), Files.readAllBytes(pixels)).frames();
        }
    }
}
