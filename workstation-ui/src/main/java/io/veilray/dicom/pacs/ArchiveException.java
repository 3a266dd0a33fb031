package io.veilray.dicom.pacs;

/**
 * Something between this computer and an archive went wrong that neither the caller nor a bug of ours caused. Its message
 * is a clause for the user, and the reason says what to do next and whether a fresh try can help. No message carries a
 * value of the patient's, nor a secret.
 */
public final class ArchiveException extends Exception {
    private static final long serialVersionUID = 1;

    /** What went wrong. */
    public enum Reason {
        UNREACHABLE("check that the archive runs and that host and port are right", true),
        NOT_TRUSTED("check the certificate given for it, and that this is the right archive", false),
        REFUSED("ask the archive's keeper whether it knows this station by its name and lets it do this", false),
        BUSY("wait a moment and try again", true),
        UNSUPPORTED("use another way to reach this archive, such as its other protocol", false),
        TIMEOUT("try again; if it stays, the archive or the network is too slow", true),
        LOST("the connection broke or the archive stopped; try again", true),
        FAILED("ask the archive's keeper what this means", true),
        PROTOCOL("the archive broke the protocol; report it to its keeper if it stays", true),
        OWN_FILES("check the folder, its permissions and the room on the disk", false),
        CANCELLED("start again when ready", true);

        private final String nextStep;
        private final boolean freshTryHelps;

        Reason(String nextStep, boolean freshTryHelps) {
            this.nextStep = nextStep;
            this.freshTryHelps = freshTryHelps;
        }

        /** What the user can do, a clause without a full stop. */
        public String nextStep() {
            return nextStep;
        }

        /** Whether trying again unchanged can help. */
        public boolean freshTryHelps() {
            return freshTryHelps;
        }
    }

    private final Reason reason;

    public ArchiveException(Reason reason, String message) {
        this(reason, message, null);
    }

    public ArchiveException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The message and the next step in one sentence. */
    public String sentence() {
        return getMessage() + ": " + reason.nextStep() + ".";
    }
}
