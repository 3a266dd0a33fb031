package io.veilray.ui;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.transform.Scale;
import javax.imageio.ImageIO;

/** Writes what a node looks like under {@code target/screenshots}, for people to look at. */
public final class Screenshot {
    private Screenshot() {}

    /** On the JavaFX thread. */
    public static void of(Node node, String name, double scale) {
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(new Scale(scale, scale));
        parameters.setFill(Color.TRANSPARENT);
        Bounds bounds = node.getBoundsInParent();
        WritableImage picture =
                node.snapshot(parameters, new WritableImage((int) Math.ceil(bounds.getWidth() * scale), (int)
                        Math.ceil(bounds.getHeight() * scale)));
        save(picture, name);
    }

    /** A picture that was taken already. */
    public static void save(WritableImage picture, String name) {
        save(buffered(picture), name);
    }

    /** A picture that was painted without JavaFX. */
    public static void save(BufferedImage picture, String name) {
        try {
            Path file = Path.of("target", "screenshots", name + ".png");
            Files.createDirectories(file.getParent());
            ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedImage buffered(WritableImage picture) {
        int width = (int) picture.getWidth();
        int height = (int) picture.getHeight();
        BufferedImage copy = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                copy.setRGB(x, y, picture.getPixelReader().getArgb(x, y));
            }
        }
        return copy;
    }
}
