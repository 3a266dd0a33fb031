package io.veilray.ui.prefs;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The settings on disk. Reading never fails: a file that cannot be understood is set aside and the program starts with
 * its defaults. Writing replaces the file in one step, so that a crash leaves the old or the new one. Both block.
 */
public final class PreferencesFile {
    private static final String NAME = "preferences.json";
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;

    public PreferencesFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /** Where the file lies, and what else Veilray keeps. */
    public Path folder() {
        return file.getParent();
    }

    /**
     * @param preferences what was read, or the defaults
     * @param damaged where the file lies that could not be understood, for a sentence to the user
     */
    public record Read(Preferences preferences, Optional<Path> damaged) {}

    public Read read() {
        if (!Files.exists(file)) {
            return new Read(Preferences.defaults(), Optional.empty());
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                return setAside();
            }
            return new Read(PreferencesJson.read(Files.readString(file)), Optional.empty());
        } catch (IOException | RuntimeException e) {
            return setAside();
        }
    }

    /**
     * @throws IOException if it cannot be written; the old file then stands
     */
    public void write(Preferences preferences) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), NAME, ".tmp");
        try {
            Files.writeString(draft, PreferencesJson.write(preferences));
            moveOver(draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void moveOver(Path draft) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Read setAside() {
        Path bad = file.resolveSibling(NAME + ".bad");
        try {
            Files.move(file, bad, StandardCopyOption.REPLACE_EXISTING);
            return new Read(Preferences.defaults(), Optional.of(bad));
        } catch (IOException e) {
            return new Read(
                    Preferences.defaults(), Optional.of(file)); // unreadable and immovable: it stays where it is
        }
    }
}
