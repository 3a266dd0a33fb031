package io.veilray.ui.scan;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.dicom.PrivateFolder;
import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import io.veilray.picture.JdkJpeg;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** What lies in a folder that is dropped: pictures, headers of DICOM files, directories of discs, names in zip files. */
class ScanFuzzTest extends FuzzTest {
    /** Markers of frame headers, between which those of tables lie. */
    private static final Set<Integer> FRAMES =
            Set.of(0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF);

    private static final Found FILE = new Found(Path.of("x"), "x", Optional.empty());

    /** Where zip files are written and unpacked, made when first needed. */
    private static final class Unpacked {
        private static final PrivateFolder FOLDER = made();
        private static final Path ZIP = FOLDER.path().resolve("x.zip");

        private static PrivateFolder made() {
            try {
                return PrivateFolder.create();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    protected Map<String, List<byte[]>> seeds() throws IOException {
        return Map.of(
                "png",
                List.of(picture("png", BufferedImage.TYPE_BYTE_GRAY), picture("png", BufferedImage.TYPE_INT_ARGB)),
                "scans",
                List.of(picture("jpeg", BufferedImage.TYPE_BYTE_GRAY)),
                "jpeg",
                List.of(picture("jpeg", BufferedImage.TYPE_BYTE_GRAY), picture("jpeg", BufferedImage.TYPE_INT_RGB)),
                "header",
                List.of(SampleFiles.axial(3, 2, 1).bytes()),
                "directory",
                List.of(DicomDirectoryTest.directory("A\\B", "..\\C").bytes()),
                "zip",
                List.of(zipped()),
                "names",
                List.of("folder/file.dcm".getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] zipped() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a/b"));
            zip.write(new byte[50]);
            zip.putNextEntry(new ZipEntry("../c"));
        }
        return out.toByteArray();
    }

    private static byte[] picture(String format, int type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(5, 4, type), format, out);
        return out.toByteArray();
    }

    /** At most 64 million pixels: a picture may claim them all and be cut. Decoded by the JDK, which is not instrumented. */
    @Fuzz(
            most = 1024,
            kilobytes = 1 << 20,
            perByte = 4096,
            refusals = {ScanException.class})
    static void png(byte[] input) throws IOException, ScanException {
        RasterScan.read(new ByteArrayInputStream(input), "png");
    }

    @Fuzz(
            most = 1024,
            kilobytes = 1 << 20,
            perByte = 4096,
            refusals = {ScanException.class})
    static void jpeg(byte[] input) throws IOException, ScanException {
        RasterScan.read(new ByteArrayInputStream(small(input)), "jpeg");
    }

    /** No frame header claims more than 255x255 pixels, of which more would only take longer. */
    private static byte[] small(byte[] jpeg) {
        byte[] out = jpeg.clone();
        for (int i = 0; i + 7 < out.length; i++) {
            if (out[i] == (byte) 0xFF && FRAMES.contains(out[i + 1] & 0xFF)) {
                out[i + 5] = 0;
                out[i + 7] = 0;
            }
        }
        return out;
    }

    @Fuzz(
            most = 1024,
            kilobytes = 1024,
            perByte = 8192,
            refusals = {DicomException.class, ScanException.class})
    static void header(byte[] input) throws DicomException, ScanException {
        try (DicomFile file = DicomFile.of(input)) {
            FileHeader.dicom(FILE, file, 100);
        }
    }

    @Fuzz(most = 1024, kilobytes = 1024, perByte = 8192, refusals = DicomException.class)
    static void directory(byte[] input) throws DicomException {
        try (DicomFile file = DicomFile.of(input)) {
            for (List<String> names : DicomDirectory.files(file.dataset())) {
                if (DicomDirectory.staysBeside(names) && names.contains("..")) {
                    throw new AssertionError("leads out: " + names);
                }
            }
        }
    }

    @Fuzz(most = 512, kilobytes = 1024, perByte = 8192)
    static void scans(byte[] input) throws IOException {
        JdkJpeg.refusal(new ByteArrayInputStream(input));
    }

    @Fuzz(most = 512, kilobytes = 1024, perByte = 4096, refusals = ScanException.class)
    static void zip(byte[] input) throws IOException, ScanException {
        Files.write(Unpacked.ZIP, input);
        int before = number(Unpacked.FOLDER.next());
        try {
            new ZipUnpacker(OpeningLimits.USUAL, () -> false)
                    .unpack(Found.onDisk(Unpacked.ZIP, "x.zip"), Unpacked.FOLDER, skipped -> {});
        } finally {
            for (int i = number(Unpacked.FOLDER.next()) - 1; i > before; i--) {
                Files.deleteIfExists(Unpacked.FOLDER.path().resolve(String.valueOf(i)));
            }
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString());
    }

    @Fuzz(most = 256, kilobytes = 1024, perByte = 8192)
    static void names(byte[] input) {
        String name = ZipNames.readable(new String(input, StandardCharsets.ISO_8859_1));
        Path root = Path.of("/root/folder");
        if (ZipNames.staysInside(name) && !root.resolve(name).normalize().startsWith(root)) {
            throw new AssertionError("leads out: " + name);
        }
        ZipNames.printable(name);
    }
}
