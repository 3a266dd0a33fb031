package io.veilray.protocol;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something between this computer and the cloud went wrong that neither the caller nor a bug of ours caused. Its message
 * is one sentence for the user with the value, and the reason says what to do next and whether a fresh try is safe. A
 * fresh try always uses a fresh ticket. No message carries decrypted values or key material.
 */
public final class CloudException extends Exception {
    /** What went wrong. */
    public enum Reason {
        UNREACHABLE("check that the server runs and that host and port are right", true),
        NOT_TRUSTED(
                "give the server's certificate with --trust (in ImageJ: trust=), or check that this is the right server",
                false),
        NOT_ADMITTED(
                "show a certificate that this server knows with --identity (in ImageJ: identity), or ask whoever runs it to admit yours",
                false),
        BUSY("wait a moment and try again", true),
        UNKNOWN_MODEL("choose one of the models the server lists", false),
        VERSION_MISMATCH("use the same version of Veilray on both sides", false),
        PROTOCOL(
                "the other side broke the protocol: no result can be trusted; try again, and report it if it stays",
                true),
        TICKET_SPENT("prepare a new classification; a ticket works once", true),
        DEADLINE("try again; if it stays, the server or the network is too slow for this model", true),
        CANCELLED("start again when ready", true),
        LOST("the connection broke or the server stopped; try again once it is back", true),
        REFUSED("read what the server says and change the request", false);

        private final String nextStep;
        private final boolean freshTrySafe;

        Reason(String nextStep, boolean freshTrySafe) {
            this.nextStep = nextStep;
            this.freshTrySafe = freshTrySafe;
        }

        /** What the user can do, a clause without a full stop. */
        public String nextStep() {
            return nextStep;
        }

        /** Whether trying again with a fresh ticket can help and cannot harm. */
        public boolean freshTrySafe() {
            return freshTrySafe;
        }
    }

    private final Reason reason;
    private final @Nullable Duration retryAfter;

    public CloudException(Reason reason, String message) {
        this(reason, message, null);
    }

    public CloudException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, cause, null);
    }

    /** @param retryAfter how long the server wants to be left alone; null if it does not say */
    public CloudException(Reason reason, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        super(message, cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** How long the server wants to be left alone, if it says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public Reason reason() {
        return reason;
    }

    /** The message and the next step in one sentence. */
    public String sentence() {
        return getMessage() + ": " + nextStep() + ".";
    }

    private String nextStep() {
        if (reason != Reason.BUSY || retryAfter == null) {
            return reason.nextStep();
        }
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        return "wait " + seconds + (seconds == 1 ? " second" : " seconds") + " and try again";
    }
}
