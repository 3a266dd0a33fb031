package io.veilray.imagej.folder;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a folder run has done so far, one line of JSON a file, each on the disk before the next image is taken: a run that
 * is cut short anywhere loses at most what was on its way. The first line says what the run was asked for.
 */
final class Manifest implements AutoCloseable {
    private static final Gson GSON = new Gson();

    /** What must be the same for rows of two runs to stand in one table. */
    record Header(int veilrayManifest, String model, String version, String region, int slice) {}

    private final FileChannel out;
    private final Map<String, Row> rows;

    private Manifest(FileChannel out, Map<String, Row> rows) {
        this.out = out;
        this.rows = rows;
    }

    /**
     * Opens the manifest, or begins one.
     *
     * @throws IOException if another run has it open, or if it is damaged
     * @throws IllegalArgumentException if it is of a run that was asked for something else
     */
    static Manifest open(Path file, Header header, boolean fresh) throws IOException {
        FileChannel out = channel(file);
        try {
            lock(out, file);
            Map<String, Row> rows = new LinkedHashMap<>();
            long whole = fresh ? 0 : read(file, header, rows);
            out.truncate(whole).position(whole);
            Manifest manifest = new Manifest(out, rows);
            if (whole == 0) {
                manifest.line(GSON.toJson(header));
            }
            return manifest;
        } catch (IOException | RuntimeException e) {
            out.close();
            throw e;
        }
    }

    /** A file that is made is for its owner only: it holds results and the names of files. */
    private static FileChannel channel(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
        FileAttribute<?>[] forOwner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), forOwner);
    }

    /** Two runs that write one manifest would overwrite each other's lines. The lock goes with the channel. */
    private static void lock(FileChannel out, Path file) throws IOException {
        boolean free;
        try {
            free = out.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        }
        if (!free) {
            throw new IOException(
                    file + " is being written by another run: wait until it has ended, or choose another output");
        }
    }

    /** Reads the whole lines and returns how many bytes they take; a last line without an end was cut and is done again. */
    private static long read(Path file, Header header, Map<String, Row> rows) throws IOException {
        return read(Files.readAllBytes(file), file, header, rows);
    }

    /** @param file that they are from, for the sentence */
    static int read(byte[] bytes, Path file, Header header, Map<String, Row> rows) throws IOException {
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--; // in bytes: the cut may go through a letter
        }
        List<String> all =
                new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList();
        try {
            if (!all.isEmpty() && !header.equals(GSON.fromJson(all.getFirst(), Header.class))) {
                throw new IllegalArgumentException(
                        file + " belongs to a run with another model, region or slice: choose"
                                + " another output, or give the option fresh to begin again");
            }
            for (String line : all.subList(Math.min(1, all.size()), all.size())) {
                Row row = GSON.fromJson(line, Row.class);
                if (row == null || row.file() == null || row.reason() == null || row.cells() == null) {
                    throw new JsonSyntaxException("no row");
                }
                rows.put(row.file(), row);
            }
        } catch (JsonSyntaxException e) {
            throw new IOException(file + " is damaged: give the option fresh to begin again", e);
        }
        return whole;
    }

    /** The row of an earlier run, if the file has not changed since. */
    Optional<Row> row(Item item) {
        return Optional.ofNullable(rows.get(item.name())).filter(row -> row.isOf(item));
    }

    void append(Row row) throws IOException {
        line(GSON.toJson(row));
        rows.put(row.file(), row);
    }

    private void line(String json) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
        out.force(false);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
