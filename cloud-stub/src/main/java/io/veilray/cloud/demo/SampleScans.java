package io.veilray.cloud.demo;

import io.veilray.region.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Draws the scans of the demo: chest films of nobody, the same on every machine. */
public final class SampleScans {
    /** Both lungs and the heart in every sample. */
    public static final Region LUNGS = new Region(60, 60, 400, 400);

    private SampleScans() {}

    /** Writes the samples as DICOM files into the folder, made if it is absent, and returns them. */
    public static List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path clear = folder.resolve("synthetic-chest-clear.dcm");
        Path opacity = folder.resolve("synthetic-chest-opacity.dcm");
        Files.write(clear, file("Synthetic chest, clear", 1, ChestDrawing.clear()));
        Files.write(opacity, file("Synthetic chest, opacity in the right lower zone", 2, ChestDrawing.withOpacity()));
        return List.of(clear, opacity);
    }

    private static byte[] file(String title, int number, short[] pixels) {
        return DicomWriter.grayImage(title, number, ChestDrawing.SIDE_PX, ChestDrawing.MAX_VALUE, pixels);
    }
}
