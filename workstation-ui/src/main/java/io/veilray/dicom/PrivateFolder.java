package io.veilray.dicom;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder for unpacked or fetched files that only its owner may look into. Deleted by {@link #close()}, at the latest when the
 * program ends; only a crash leaves it behind.
 */
public final class PrivateFolder implements AutoCloseable {
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(PrivateFolder::delete)));
    }

    private final Path path;
    private int files;

    private PrivateFolder(Path path) {
        this.path = path;
    }

    /** A new one, empty. */
    public static PrivateFolder create() throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Path path = Files.createTempDirectory("veilray-", owner);
        OPEN.add(path);
        return new PrivateFolder(path);
    }

    /** A new name in it: never one that a zip file chose. */
    public Path next() {
        return path.resolve(String.valueOf(++files));
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        delete(path);
        OPEN.remove(path);
    }

    private static void delete(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException | DirectoryIteratorException e) {
            folder.toFile().deleteOnExit(); // another program holds a file; nothing better can be done here
        }
    }
}
