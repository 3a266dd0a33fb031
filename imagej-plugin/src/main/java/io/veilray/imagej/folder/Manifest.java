package io.veilray.imagej.folder;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * @throws IllegalArgumentException if it is of a run that was asked for something else
     */
    static Manifest open(Path file, Header header, boolean fresh) throws IOException {
        if (fresh) {
            Files.deleteIfExists(file);
        }
        Map<String, Row> rows = new LinkedHashMap<>();
        long whole = Files.exists(file) ? read(file, header, rows) : 0;
        FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        out.truncate(whole).position(whole);
        Manifest manifest = new Manifest(out, rows);
        if (whole == 0) {
            manifest.line(GSON.toJson(header));
        }
        return manifest;
    }

    /** Reads the whole lines and returns how many bytes they take; a last line without an end was cut and is done again. */
    private static long read(Path file, Header header, Map<String, Row> rows) throws IOException {
        String text = Files.readString(file);
        String lines = text.substring(0, text.lastIndexOf('\n') + 1);
        try {
            List<String> all = lines.lines().toList();
            if (!all.isEmpty() && !header.equals(GSON.fromJson(all.getFirst(), Header.class))) {
                throw new IllegalArgumentException(
                        file + " belongs to a run with another model, region or slice: choose"
                                + " another output, or give the option fresh to begin again");
            }
            for (String line : all.subList(Math.min(1, all.size()), all.size())) {
                Row row = GSON.fromJson(line, Row.class);
                if (row == null || row.file() == null || row.cells() == null) {
                    throw new JsonSyntaxException("a line without a row");
                }
                rows.put(row.file(), row);
            }
        } catch (JsonSyntaxException e) {
            throw new IOException(file + " is damaged: give the option fresh to begin again", e);
        }
        return lines.getBytes(StandardCharsets.UTF_8).length;
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
