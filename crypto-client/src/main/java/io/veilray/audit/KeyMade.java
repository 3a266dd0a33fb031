package io.veilray.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * From here on lines carry the mark of a key, and this line's covers all that came before.
 *
 * @param key the key's public name
 */
public record KeyMade(Instant time, String key) implements AuditEntry {
    public KeyMade {
        time = time.truncatedTo(ChronoUnit.SECONDS);
        if (!key.matches("[0-9a-f]{16}")) {
            throw new IllegalArgumentException("name \"" + key + "\" of a key: must be 16 of 0-9 and a-f");
        }
    }
}
