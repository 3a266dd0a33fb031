package io.veilray.imagej.folder;

import io.veilray.imagej.options.FolderOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of a folder in the order of their names, but hidden ones and those that the run itself writes. */
final class FolderItems {
    private static final int DEPTH = 32;

    private FolderItems() {}

    static List<Item> of(FolderOptions options) throws IOException {
        Path folder = options.input();
        if (!Files.isDirectory(folder)) {
            throw new IOException("input=" + folder + " is no folder: give one that holds the images");
        }
        Path parent = options.output().toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IOException("output=" + options.output() + " lies in no folder that exists: make it first");
        }
        Set<Path> own = Set.of(absolute(options.output()), absolute(FolderRun.manifestFile(options)));
        try (Stream<Path> files = Files.walk(folder, options.subfolders() ? DEPTH : 1)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> !own.contains(absolute(file)))
                    .map(file -> item(folder, file))
                    .sorted(Comparator.comparing(Item::name))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Item item(Path folder, Path file) {
        try {
            BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
            String name = folder.relativize(file).toString().replace('\\', '/');
            return new Item(file, name, about.size(), about.lastModifiedTime().toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
