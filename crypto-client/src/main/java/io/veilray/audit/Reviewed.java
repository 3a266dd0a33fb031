package io.veilray.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the user thought of a result; a comment is left out, as people write names in comments.
 *
 * @param number of the job that the result came from
 */
public record Reviewed(Instant time, RequestNumber number, Verdict verdict) implements AuditEntry {
    /** A verdict, or that one was taken back. */
    public enum Verdict {
        ACCEPTED,
        REJECTED,
        WITHDRAWN
    }

    public Reviewed {
        time = time.truncatedTo(ChronoUnit.SECONDS);
    }
}
