package io.veilray.ui.window;

import io.veilray.dicom.DicomBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;

/** Small DICOM files of every kind of image that a reading room meets. */
final class OddFiles {
    static final int MODALITY = 0x00080060;
    static final int DESCRIPTION = 0x0008103E;
    static final int SERIES = 0x0020000E;
    static final int POSITION = 0x00200032;
    static final int ORIENTATION = 0x00200037;
    static final int FRAME_OF_REFERENCE = 0x00200052;
    static final int SPACING = 0x00280030;
    static final int INTERCEPT = 0x00281052;
    static final int SLOPE = 0x00281053;

    private OddFiles() {}

    /** A grey image of 16-bit cells; the text elements come before the pixels. */
    record Gray(String photometric, int stored, boolean signed, Map<Integer, String> texts) {
        DicomBytes of(int columns, int rows, IntBinaryOperator value) {
            DicomBytes file = head(1, photometric, columns, rows, 16, stored, signed, texts);
            int[] pixels = new int[columns * rows];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = value.applyAsInt(i % columns, i / columns);
            }
            return file.pixels(16, pixels);
        }
    }

    /** Every pixel in one colour. */
    static DicomBytes colour(int columns, int rows, int red, int green, int blue) {
        int[] samples = new int[3 * columns * rows];
        for (int i = 0; i < samples.length; i += 3) {
            samples[i] = red;
            samples[i + 1] = green;
            samples[i + 2] = blue;
        }
        return head(3, "RGB", columns, rows, 8, 8, false, Map.of(MODALITY, "US"))
                .pixels(8, samples);
    }

    private static DicomBytes head(
            int samples,
            String photometric,
            int columns,
            int rows,
            int allocated,
            int stored,
            boolean signed,
            Map<Integer, String> texts) {
        DicomBytes file = DicomBytes.file(DicomBytes.EXPLICIT)
                .number(0x00280002, samples)
                .text(0x00280004, "CS", photometric)
                .number(0x00280010, rows)
                .number(0x00280011, columns)
                .number(0x00280100, allocated)
                .number(0x00280101, stored)
                .number(0x00280102, stored - 1)
                .number(0x00280103, signed ? 1 : 0);
        if (samples == 3) {
            file.number(0x00280006, 0);
        }
        new TreeMap<>(texts).forEach((tag, text) -> file.text(tag, vr(tag), text));
        return file;
    }

    private static String vr(int tag) {
        return switch (tag) {
            case MODALITY -> "CS";
            case DESCRIPTION -> "LO";
            case SERIES, FRAME_OF_REFERENCE -> "UI";
            default -> "DS";
        };
    }

    static Path write(Path file, DicomBytes content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, content.bytes());
    }
}
