package io.veilray.dicom;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder for unpacked or fetched files that only its owner may look into. Deleted by {@link #close()}, at the latest when the
 * program ends. One that a killed program left is deleted by the next: a file in it is locked as long as its program lives,
 * which the system knows across containers too, unlike process numbers.
 */
public final class PrivateFolder implements AutoCloseable {
    private static final String PREFIX = "veilray-";
    private static final String LOCK = "lock";

    private static final Map<Path, FileChannel> OPEN = new ConcurrentHashMap<>();
    private static boolean swept;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach((path, lock) -> delete(path, lock))));
    }

    private final Path path;
    private int files;

    private PrivateFolder(Path path) {
        this.path = path;
    }

    /** A new one, empty but for its lock. */
    public static synchronized PrivateFolder create() throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        Path path = Files.createTempDirectory(PREFIX, owner);
        FileChannel lock =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OPEN.put(path, lock);
        lock(lock);
        if (!swept) {
            swept = true;
            removeLeftovers(path);
        }
        return new PrivateFolder(path);
    }

    private static void lock(FileChannel lock) {
        try {
            lock.lock();
        } catch (IOException e) {
            // a file system without locks: then nobody can lock it, and removes it, later
        }
    }

    /** Removes what killed programs of the same user left. */
    public static void removeLeftovers() {
        try {
            create().close();
        } catch (IOException e) {
            // whoever needs a folder will hear of it
        }
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
        FileChannel lock = OPEN.get(path);
        if (lock != null) {
            delete(path, lock);
            OPEN.remove(path);
        }
    }

    /** The same beside one that is this user's. */
    static synchronized void removeLeftovers(Path own) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(own.getParent(), PREFIX + "*")) {
            UserPrincipal owner = Files.getOwner(own);
            for (Path each : all) {
                if (each.getFileName().toString().matches(PREFIX + "\\d{1,20}")
                        && !OPEN.containsKey(each)
                        && Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                        && Files.getOwner(each, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                    removeIfDead(each);
                }
            }
        } catch (IOException | DirectoryIteratorException | UnsupportedOperationException e) {
            // then a later start does it
        }
    }

    /** One without a lock file is just being made, or is none of ours. */
    private static void removeIfDead(Path folder) {
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                delete(folder, channel);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // it is in use, or another process removes it
        }
    }

    /** The lock goes last: what a kill interrupts is found by the next start. */
    private static void delete(Path folder, FileChannel lock) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.getFileName().toString().equals(LOCK)) {
                    Files.deleteIfExists(file);
                }
            }
            lock.close();
            Files.deleteIfExists(folder.resolve(LOCK));
            Files.deleteIfExists(folder);
        } catch (IOException | DirectoryIteratorException e) {
            folder.toFile().deleteOnExit(); // another program holds a file; nothing better can be done here
        }
    }
}
