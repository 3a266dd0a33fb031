package io.veilray.ui.report;

import java.nio.file.Path;

/** An export that was not written. */
public final class ExportException extends Exception {
    private final String key;
    private final Path file;

    ExportException(String key, Path file, Throwable cause) {
        super(file + " " + key, cause);
        this.key = key;
        this.file = file;
    }

    /** What happened and what to do, in the language of the texts. */
    public String sentence(io.veilray.ui.text.Messages messages) {
        return messages.get(
                key, file, String.valueOf(getCause() == null ? "" : getCause().getMessage()));
    }
}
