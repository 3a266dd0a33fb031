package io.veilray.ui.scan;

import io.veilray.dicom.DicomBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** DICOM files with the tags that sorting needs, and zip files of them. Elements may come in any order: tests sort none. */
public final class SampleFiles {
    public static final int MODALITY = 0x00080060;
    public static final int SERIES = 0x0020000E;
    public static final int INSTANCE = 0x00200013;
    public static final int POSITION = 0x00200032;
    public static final int ORIENTATION = 0x00200037;
    public static final int SPACING = 0x00280030;

    private SampleFiles() {}

    /** A 2x1 image; its first pixel has that value. */
    public static DicomBytes image(int value, Map<Integer, String> texts) {
        return image(2, 1, texts).pixels(16, value, 0);
    }

    /** The elements of an image but for its pixel data. */
    public static DicomBytes image(int columns, int rows, Map<Integer, String> texts) {
        DicomBytes file = DicomBytes.image(DicomBytes.EXPLICIT, columns, rows, 16, 16);
        new TreeMap<>(texts).forEach((tag, text) -> file.text(tag, vr(tag), text));
        return file;
    }

    private static String vr(int tag) {
        return switch (tag) {
            case MODALITY, 0x00080005, 0x00281056 -> "CS";
            case 0x0008103E, 0x00281054 -> "LO";
            case 0x00080018, 0x0020000D, SERIES -> "UI";
            case 0x00100010 -> "PN";
            case 0x00200011, INSTANCE, 0x00280008 -> "IS";
            default -> "DS";
        };
    }

    /** One axial slice of a CT series at that height. */
    public static DicomBytes axial(int value, double zMm, int instance) {
        return image(
                value,
                Map.of(
                        MODALITY, "CT",
                        SERIES, "1.2.3",
                        INSTANCE, String.valueOf(instance),
                        POSITION, "-10\\-20\\" + zMm,
                        ORIENTATION, "1\\0\\0\\0\\1\\0"));
    }

    public static Path write(Path file, DicomBytes content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, content.bytes());
    }

    public static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }
}
