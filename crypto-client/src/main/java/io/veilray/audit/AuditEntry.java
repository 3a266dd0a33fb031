package io.veilray.audit;

import java.time.Instant;

/** A line of the trail. Times are kept to the second. */
public sealed interface AuditEntry permits Sent, Reviewed, CutShort, KeyMade {
    Instant time();
}
