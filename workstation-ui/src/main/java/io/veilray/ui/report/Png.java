package io.veilray.ui.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as PNG files. */
public final class Png {
    private Png() {}

    public static void write(BufferedImage picture, Path file) throws IOException {
        WholeFile.write(file, out -> {
            try (MemoryCacheImageOutputStream image = new MemoryCacheImageOutputStream(out)) {
                if (!ImageIO.write(picture, "png", image)) {
                    throw new IOException("this Java has no PNG writer");
                }
            }
        });
    }
}
