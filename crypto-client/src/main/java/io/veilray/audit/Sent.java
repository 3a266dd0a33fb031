package io.veilray.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A classification that has ended, however it did. What the answer was is left out on purpose.
 *
 * @param time when it ended
 * @param server {@link #LOCAL}, host and port, or {@link #NOBODY}
 * @param fingerprint SHA-256 of the certificate that the server showed, if one was seen
 * @param model the id that was asked for
 * @param modelVersion as the server says; empty if it was not reached
 * @param mode how nonlinear rounds are done; empty if the server was not reached
 * @param reached the last step seen when it ended, a word such as {@code connecting}; one that was cancelled may have
 *     gone on for a moment
 * @param amounts empty where the job did not complete: what had gone until then was not counted
 * @param reason why it failed, a word such as {@code unreachable}; empty unless it did
 */
public record Sent(
        Instant time,
        RequestNumber number,
        String server,
        Optional<String> fingerprint,
        String model,
        Optional<String> modelVersion,
        Optional<String> mode,
        String reached,
        Optional<Amounts> amounts,
        Outcome outcome,
        Optional<String> reason)
        implements AuditEntry {
    /** The server inside the program. */
    public static final String LOCAL = "local";

    /** No server was asked for anything. */
    public static final String NOBODY = "nobody";

    /** How a job ended. */
    public enum Outcome {
        COMPLETED,
        CANCELED,
        FAILED
    }

    /**
     * Message payloads, as serialised.
     *
     * @param bytesUp sent online
     * @param bytesDown received online
     * @param bytesTicket both ways for the ticket
     * @param rounds online round trips
     */
    public record Amounts(long bytesUp, long bytesDown, long bytesTicket, int rounds) {
        public Amounts {
            if (bytesUp < 0 || bytesDown < 0 || bytesTicket < 0 || rounds < 0) {
                throw new IllegalArgumentException("amounts " + bytesUp + ", " + bytesDown + ", " + bytesTicket
                        + " bytes, " + rounds + " rounds: none may be negative");
            }
        }
    }

    public Sent {
        time = time.truncatedTo(ChronoUnit.SECONDS);
        Fields.requireWord("step reached", reached);
        reason.ifPresent(word -> Fields.requireWord("reason", word));
        server = Fields.limited(server);
        model = Fields.limited(model);
        fingerprint = fingerprint.map(Fields::limited);
        modelVersion = modelVersion.map(Fields::limited);
        mode = mode.map(Fields::limited);
    }
}
