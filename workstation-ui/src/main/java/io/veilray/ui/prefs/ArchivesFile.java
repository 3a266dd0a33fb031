package io.veilray.ui.prefs;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.veilray.ui.prefs.ArchiveEntry.SignIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The user's archives on disk, beside the settings. Holds no password. Both calls block. */
public final class ArchivesFile {
    private static final String NAME = "archives.json";
    private static final long MAX_BYTES = 1 << 20;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path file;

    public ArchivesFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /** As written by anyone: any field may be absent. */
    private static final class Literal {
        String name;
        String address;
        SignIn signIn;
        String user;
        String certificateFile;
        String station;
        int receivePort;
        boolean unprotected;

        ArchiveEntry checked() {
            return new ArchiveEntry(
                    or(name, ""),
                    or(address, ""),
                    or(signIn, SignIn.NONE),
                    or(user, ""),
                    or(certificateFile, ""),
                    or(station, ""),
                    receivePort,
                    unprotected);
        }

        private static <T> T or(T value, T otherwise) {
            return value == null ? otherwise : value;
        }
    }

    /**
     * The list; empty if there was none yet.
     *
     * @throws IOException if there is one that cannot be understood; it is set aside, for the next one to be written
     */
    public List<ArchiveEntry> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(setAside() + " is too large");
        }
        try {
            return parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(setAside() + " is no list of archives", e);
        }
    }

    /** @throws IllegalArgumentException if it is no list, or holds an archive that is none */
    static List<ArchiveEntry> parse(String text) {
        try {
            List<ArchiveEntry> entries = new ArrayList<>();
            for (Literal literal : GSON.fromJson(text, Literal[].class)) {
                entries.add(literal.checked());
            }
            return entries;
        } catch (JsonParseException | NullPointerException e) {
            throw new IllegalArgumentException("no list of archives", e);
        }
    }

    private Path setAside() throws IOException {
        return Files.move(file, file.resolveSibling(NAME + ".bad"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Replaces the list in one step. */
    public synchronized void write(List<ArchiveEntry> entries) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), NAME, ".tmp");
        try {
            Files.writeString(draft, GSON.toJson(entries) + "\n");
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
