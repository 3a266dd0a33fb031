package io.veilray.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A line was found unfinished, as a crash or a full disk leaves one, and was kept aside.
 *
 * @param bytes of it that were there
 * @param keptAs name of the file beside the trail that has them
 */
public record CutShort(Instant time, long bytes, String keptAs) implements AuditEntry {
    public CutShort {
        time = time.truncatedTo(ChronoUnit.SECONDS);
        if (bytes < 1 || !keptAs.matches("[a-z0-9.-]{1,64}")) {
            throw new IllegalArgumentException("cut line of " + bytes + " bytes kept as " + keptAs
                    + ": must have bytes and a name of small letters, digits, dots and hyphens");
        }
    }
}
