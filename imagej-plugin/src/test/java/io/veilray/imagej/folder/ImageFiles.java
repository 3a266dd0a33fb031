package io.veilray.imagej.folder;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Path;

/** Opens images for tests of other packages. */
public final class ImageFiles {
    private ImageFiles() {}

    public static ImagePlus open(Path file) throws IOException {
        return ImageFile.open(file);
    }
}
