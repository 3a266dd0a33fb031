package io.veilray.audit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The files of a trail by their numbers; what it makes is for its owner only where the file system knows owners. */
final class TrailFolder {
    private static final String NAME = "trail-%06d.log";
    private static final String KEY = "trail.key";
    private static final int KEY_BYTES = 256;
    private static final ReentrantLock THIS_PROCESS = new ReentrantLock(); // file locks do not part threads

    private final Path path;
    private final Disk disk;

    TrailFolder(Path path, Disk disk) {
        this.path = path;
        this.disk = disk;
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
            return locked(open(path.resolve("trail.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException | RuntimeException e) {
            THIS_PROCESS.unlock();
            throw e;
        }
    }

    private static Lock locked(FileChannel channel) throws IOException {
        try {
            return new Lock(channel, channel.lock());
        } catch (IOException | RuntimeException e) {
            channel.close();
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

    /**
     * Makes the file end with these bytes from that position on; on the disk when it returns. What stood there is cut off
     * last: until then it shows that something was left unfinished.
     */
    void write(Path file, long position, byte[] bytes) throws IOException {
        try (FileChannel channel = open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.size() > position) {
                disk.put(
                        channel,
                        ByteBuffer.allocate(1),
                        position + bytes.length); // so that something is left to cut off
            }
            disk.put(channel, ByteBuffer.wrap(bytes), position);
            disk.cut(channel, position + bytes.length);
            disk.settle(channel);
        }
    }

    /** The key that marks the next line; empty if the trail has none, or if its file is damaged. */
    Optional<EvolvingKey> key() throws IOException {
        try (InputStream in = Files.newInputStream(path.resolve(KEY))) {
            return EvolvingKey.decode(new String(in.readNBytes(KEY_BYTES), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether there is a file for the key, in whatever state. */
    boolean hasKey() {
        return Files.exists(path.resolve(KEY));
    }

    /** Replaces the key by that of a later line; on the disk when it returns. */
    void keep(EvolvingKey key) throws IOException {
        byte[] bytes = key.encode();
        Path fresh = path.resolve(KEY + ".new");
        write(fresh, 0, bytes);
        Arrays.fill(bytes, (byte) 0);
        disk.replace(path.resolve(KEY), fresh);
    }

    /** Copies what is no whole line into a file of its own beside it and returns that file's name. */
    String copyAside(Path file, Tail tail) throws IOException {
        int number = 1;
        Path kept;
        do {
            kept = file.resolveSibling(file.getFileName().toString().replace(".log", ".cut-" + number++));
        } while (Files.exists(kept));
        write(kept, 0, tail.cut());
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
