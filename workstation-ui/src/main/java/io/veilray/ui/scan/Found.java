package io.veilray.ui.scan;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file to be opened.
 *
 * @param shown the file as the user knows it
 * @param zip what lay in the same zip file, if it came out of one
 */
record Found(Path file, String shown, Optional<ZipContents> zip) {
    static Found onDisk(Path file, String shown) {
        return new Found(file, shown, Optional.empty());
    }

    /** How the user knows a file that a DICOMDIR here names. */
    String shownBeside(List<String> names) {
        return shownFolder() + String.join("/", names);
    }

    /** The file of these names, starting in this file's folder; upper and lower case are the same. */
    Optional<Found> beside(List<String> names) throws IOException {
        if (zip.isPresent()) {
            return zip.get().find(shownBeside(names));
        }
        Optional<Path> at = Optional.of(file.toAbsolutePath().getParent());
        for (String name : names) {
            at = at.isEmpty() ? at : child(at.get(), name);
        }
        return at.filter(Files::isRegularFile).map(path -> onDisk(path, shownBeside(names)));
    }

    /** Discs of old give their names in capitals, whatever the copy has. */
    private static Optional<Path> child(Path folder, String name) throws IOException {
        Path exact = folder.resolve(name);
        if (Files.exists(exact) || !Files.isDirectory(folder)) {
            return Optional.of(exact).filter(Files::exists);
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                folder, path -> path.getFileName().toString().equalsIgnoreCase(name))) {
            for (Path path : all) {
                return Optional.of(path);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return Optional.empty();
    }

    private String shownFolder() {
        return shown.substring(0, shown.lastIndexOf('/') + 1);
    }
}
