package io.veilray.ui.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are complete or absent, whatever happens on the way. */
public final class WholeFile {
    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        void write(OutputStream out) throws IOException;
    }

    private WholeFile() {}

    /** Replaces the file once the content is written beside it; its folder must exist. */
    public static void write(Path file, Content content) throws IOException {
        Path partial = Files.createTempFile(file.toAbsolutePath().getParent(), ".veilray-", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(partial)) {
                content.write(out);
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }
}
