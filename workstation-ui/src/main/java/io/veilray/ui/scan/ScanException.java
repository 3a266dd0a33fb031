package io.veilray.ui.scan;

/** A file cannot be opened as a scan. The message is one sentence with the file, the reason and what to do. */
public final class ScanException extends Exception {
    private static final long serialVersionUID = 1;

    public ScanException(String message, Throwable cause) {
        super(message, cause);
    }

    public ScanException(String message) {
        super(message);
    }
}
