package io.veilray.trainer;

import io.veilray.region.Patch;
import io.veilray.region.Region;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * One split of a data set of square gray images, in memory.
 *
 * @param pixels {@code [image][row * sizePx + column]}, gray value divided by 255
 * @param labels index of the class of each image
 * @param classes number of classes
 */
record LabelledImages(float[][] pixels, int[] labels, int classes, int sizePx) {

    /** Reads {@code folder/<class>/*.png}, classes and files in alphabetical order so that runs repeat. */
    static LabelledImages read(Path folder, List<String> classes, int sizePx) throws IOException {
        List<float[]> pixels = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (String name : classes) {
            for (Path file : pngFiles(folder.resolve(name))) {
                pixels.add(gray(file, sizePx));
                labels.add(classes.indexOf(name));
            }
        }
        int[] indexes = labels.stream().mapToInt(Integer::intValue).toArray();
        return new LabelledImages(pixels.toArray(float[][]::new), indexes, classes.size(), sizePx);
    }

    int size() {
        return labels.length;
    }

    /** How many images carry this label. */
    int count(int label) {
        int count = 0;
        for (int l : labels) {
            count += l == label ? 1 : 0;
        }
        return count;
    }

    /** Weight of each class that gives all classes the same total, with a mean of one over the images. */
    float[] balancingWeights() {
        float[] weights = new float[classes];
        for (int c = 0; c < classes; c++) {
            weights[c] = (float) size() / (classes * count(c));
        }
        return weights;
    }

    private static List<Path> pngFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("training images " + folder
                    + ": no such folder; name the folder that holds the data sets with -Dveilray.data=...");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".png")).sorted().toList();
        }
    }

    private static float[] gray(Path file, int sizePx) throws IOException {
        Picture picture = picture(file);
        if (picture.widthPx() != sizePx || picture.values().length != sizePx * sizePx) {
            throw new IOException("training image " + file + ": must be a PNG of " + sizePx + "x" + sizePx + " pixels");
        }
        return picture.values();
    }

    /** A gray picture of any size, values divided by 255. */
    record Picture(float[] values, int widthPx) {}

    static Picture picture(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        if (image == null) {
            throw new IOException("image " + file + ": must be a PNG");
        }
        Raster raster = image.getRaster();
        float[] values = raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (float[]) null);
        for (int i = 0; i < values.length; i++) {
            values[i] /= 255f;
        }
        return new Picture(values, image.getWidth());
    }

    /** The images as the server's models take them. */
    List<Patch> patches() {
        Region whole = new Region(0, 0, sizePx, sizePx);
        return Arrays.stream(pixels)
                .map(values -> new Patch(1, sizePx, sizePx, values, whole))
                .toList();
    }
}
