package io.veilray.keys;

/** A key vault, or its password, cannot be used. The message is one sentence for the user; it never holds a secret. */
public final class VaultException extends Exception {
    /** What went wrong. */
    public enum Reason {
        /** There is no such file. */
        MISSING,
        /** Not made, because there is a file of that name. */
        EXISTS,
        /** The password does not open it, or its content was changed; the two cannot be told apart. */
        WRONG_PASSWORD,
        /** Cut off, or never a vault of ours. */
        DAMAGED,
        /** A new vault needs a longer password. */
        SHORT_PASSWORD,
        /** Nobody to ask for the password, or the file that should hold it gives none. */
        NO_PASSWORD,
        /** It could not be read or written. */
        FILE
    }

    private final Reason reason;

    public VaultException(Reason reason, String sentence, Throwable cause) {
        super(sentence, cause);
        this.reason = reason;
    }

    public VaultException(Reason reason, String sentence) {
        this(reason, sentence, null);
    }

    public Reason reason() {
        return reason;
    }
}
