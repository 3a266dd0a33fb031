package io.veilray.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The files of a trail by their numbers; what it makes is for its owner only where the file system knows owners. */
final class TrailFolder {
    private static final String NAME = "trail-%06d.log";
    private static final ReentrantLock THIS_PROCESS = new ReentrantLock(); // file locks do not part threads

    private final Path path;

    TrailFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    Path file(int number) {
        return path.resolve(NAME.formatted(number));
    }

    /** In the order of their numbers. */
    List<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(file -> file.getFileName().toString().matches("trail-\\d{6}\\.log"))
                    .sorted()
                    .toList();
        }
    }

    static int number(Path file) {
        return Integer.parseInt(file.getFileName().toString().substring(6, 12));
    }

    /** Waits until nobody else writes, in this process or another. */
    Lock lock() throws IOException {
        Files.createDirectories(path, forOwner("rwx------"));
        THIS_PROCESS.lock();
        try {
            FileChannel channel = open(path.resolve("trail.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new Lock(channel, channel.lock());
        } catch (IOException | RuntimeException e) {
            THIS_PROCESS.unlock();
            throw e;
        }
    }

    /** Held until closed. */
    record Lock(FileChannel channel, FileLock lock) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try {
                channel.close(); // which ends the lock
            } finally {
                THIS_PROCESS.unlock();
            }
        }
    }

    /** Makes the file end with these bytes from that position on; on the disk when it returns. */
    void write(Path file, long position, byte[] bytes) throws IOException {
        try (FileChannel channel = open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(position);
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest, position + rest.position());
            }
            channel.force(true);
        }
    }

    /** Moves what follows that position into a file of its own beside it and returns that file's name. */
    String setAside(Path file, Tail tail) throws IOException {
        int number = 1;
        Path kept;
        do {
            kept = file.resolveSibling(file.getFileName().toString().replace(".log", ".cut-" + number++));
        } while (Files.exists(kept));
        write(kept, 0, tail.cut());
        write(file, tail.position(), new byte[0]);
        return kept.getFileName().toString();
    }

    private static FileChannel open(Path file, OpenOption... how) throws IOException {
        return FileChannel.open(file, Set.of(how), forOwner("rw-------"));
    }

    private static FileAttribute<?>[] forOwner(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
