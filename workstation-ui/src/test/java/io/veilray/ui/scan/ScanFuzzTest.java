package io.veilray.ui.scan;

import io.veilray.dicom.DicomException;
import io.veilray.dicom.DicomFile;
import io.veilray.fuzz.Fuzz;
import io.veilray.fuzz.FuzzTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** What lies in a folder that is dropped: pictures, headers of DICOM files, directories of discs, names in zip files. */
class ScanFuzzTest extends FuzzTest {
    private static final Found FILE = new Found(Path.of("x"), "x", Optional.empty());

    @Override
    protected Map<String, List<byte[]>> seeds() throws IOException {
        return Map.of(
                "png",
                        List.of(
                                picture("png", BufferedImage.TYPE_BYTE_GRAY),
                                picture("png", BufferedImage.TYPE_INT_ARGB)),
                "jpeg",
                        List.of(
                                picture("jpeg", BufferedImage.TYPE_BYTE_GRAY),
                                picture("jpeg", BufferedImage.TYPE_INT_RGB)),
                "header", List.of(SampleFiles.axial(3, 2, 1).bytes()),
                "directory",
                        List.of(DicomDirectoryTest.directory("A\\B", "..\\C").bytes()),
                "names", List.of("folder/file.dcm".getBytes(StandardCharsets.UTF_8)));
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
        RasterScan.read(new ByteArrayInputStream(input), "jpeg");
    }

    @Fuzz(
            most = 1024,
            kilobytes = 1024,
            perByte = 1024,
            refusals = {DicomException.class, ScanException.class})
    static void header(byte[] input) throws DicomException, ScanException {
        try (DicomFile file = DicomFile.of(input)) {
            FileHeader.dicom(FILE, file, 100);
        }
    }

    @Fuzz(most = 1024, kilobytes = 256, perByte = 512, refusals = DicomException.class)
    static void directory(byte[] input) throws DicomException {
        try (DicomFile file = DicomFile.of(input)) {
            for (List<String> names : DicomDirectory.files(file.dataset())) {
                if (DicomDirectory.staysBeside(names) && names.contains("..")) {
                    throw new AssertionError("leads out: " + names);
                }
            }
        }
    }

    @Fuzz(most = 256, kilobytes = 256, perByte = 512)
    static void names(byte[] input) {
        String name = ZipNames.readable(new String(input, StandardCharsets.ISO_8859_1));
        Path root = Path.of("/root/folder");
        if (ZipNames.staysInside(name) && !root.resolve(name).normalize().startsWith(root)) {
            throw new AssertionError("leads out: " + name);
        }
        ZipNames.printable(name);
    }
}
