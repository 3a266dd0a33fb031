package io.veilray.ui.classify;

import io.veilray.protocol.CloudException;

/**
 * Why something was not done, for a user who wants to go on.
 *
 * @param where the server's address, or empty for the server inside this program
 * @param detail what exactly happened, in English; stands behind a fold-out
 */
public record Failure(Cause cause, String where, String detail) {
    /** What went wrong; the texts have a sentence and a next step for each. */
    public enum Cause {
        UNREACHABLE(true),
        LOCAL_SERVER(true),
        NOT_TRUSTED(false),
        NOT_ADMITTED(false),
        BUSY(true),
        UNKNOWN_MODEL(false),
        VERSION_MISMATCH(false),
        PROTOCOL(true),
        TICKET_SPENT(true),
        DEADLINE(true),
        CANCELLED(true),
        LOST(true),
        REFUSED(false),
        BAD_REGION(false),
        MEMORY(false),
        BUG(false);

        private final boolean freshTrySafe;

        Cause(boolean freshTrySafe) {
            this.freshTrySafe = freshTrySafe;
        }

        /** Whether the same request may be tried again as it is, and could work then. */
        public boolean freshTrySafe() {
            return freshTrySafe;
        }
    }

    static Failure of(CloudException e, CloudTarget target) {
        boolean ownServer = target.isLocal() && e.reason() == CloudException.Reason.UNREACHABLE;
        Cause cause = ownServer ? Cause.LOCAL_SERVER : Cause.valueOf(e.reason().name());
        return new Failure(cause, target.address(), e.sentence());
    }

    /** Of a problem that no cloud has caused. */
    static Failure of(Throwable problem) {
        Cause cause = problem instanceof IllegalArgumentException
                ? Cause.BAD_REGION
                : problem instanceof OutOfMemoryError ? Cause.MEMORY : Cause.BUG;
        return new Failure(cause, "", problem.getClass().getSimpleName() + ": " + problem.getMessage());
    }
}
