package io.veilray.client;

import io.veilray.protocol.ServerSession;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder of this process for the files of waiting tickets, for their owner only where the file system knows that. Its
 * name begins with the process's number, so that what a dead process left can be told and removed.
 */
final class TicketFolder implements AutoCloseable {
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;

    /** @param parent folder of all processes, created if need be */
    TicketFolder(Path parent) throws IOException {
        Files.createDirectories(parent, forOwner("rwx------"));
        folder = parent.resolve(ProcessHandle.current().pid() + "-" + ServerSession.randomName());
        OWN.add(folder);
        Files.createDirectory(folder, forOwner("rwx------"));
    }

    private static FileAttribute<?>[] forOwner(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Whether nobody has removed it meanwhile. */
    boolean exists() {
        return Files.isDirectory(folder);
    }

    /** Fails before a ticket is made, rather than after the work, if its file would not fit. */
    void requireRoom(long bytes) throws IOException {
        long usable = Files.getFileStore(folder).getUsableSpace();
        if (usable < bytes) {
            throw new IOException("a ticket of " + bytes + " bytes: " + folder + " has room for " + usable);
        }
    }

    /** Writes a ticket's content into a file of its own, encrypted; the content stays the caller's. */
    TicketBox seal(String name, byte[] content) throws IOException {
        Path file = folder.resolve(ServerSession.randomName());
        SealedFile box = new SealedFile(file, name);
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var out = Channels.newOutputStream(Files.newByteChannel(file, fresh, forOwner("rw-------")))) {
            out.write(box.seal(content));
        } catch (IOException e) {
            box.close();
            throw e;
        }
        return box;
    }

    /** Removes what processes left that no longer run, as far as that can be done: nobody can read it. */
    static void removeLeftovers(Path parent) {
        for (Path each : entries(parent)) {
            if (each.getFileName().toString().matches("\\d{1,18}-[0-9a-f]{32}")
                    && Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                    && !inUse(each)) {
                remove(each);
            }
        }
    }

    private static boolean inUse(Path folder) {
        long pid = Long.parseLong(folder.getFileName().toString().split("-")[0]);
        return pid == ProcessHandle.current().pid()
                ? OWN.contains(folder)
                : ProcessHandle.of(pid).isPresent();
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void remove(Path folder) {
        try {
            for (Path file : entries(folder)) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // then a later start does it
        }
    }

    /** Removes the folder with what is in it. */
    @Override
    public void close() {
        remove(folder);
        OWN.remove(folder);
    }
}
