package io.veilray.dicom.pacs;

import java.time.Duration;
import java.util.Optional;

/**
 * How to deal with an archive.
 *
 * @param password of the address's user, or a bearer token; still the caller's to close
 * @param connectTimeout until the connection stands and is agreed on
 * @param answerTimeout for which the archive may be silent while we wait for it
 */
public record ArchiveOptions(Optional<Password> password, Duration connectTimeout, Duration answerTimeout) {
    public static final ArchiveOptions DEFAULT =
            new ArchiveOptions(Optional.empty(), Duration.ofSeconds(10), Duration.ofSeconds(60));

    public ArchiveOptions {
        check(connectTimeout);
        check(answerTimeout);
    }

    private static void check(Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("timeout " + timeout + ": must be from a millisecond to an hour");
        }
    }

    public ArchiveOptions with(Password secret) {
        return new ArchiveOptions(Optional.of(secret), connectTimeout, answerTimeout);
    }

    public ArchiveOptions within(Duration connecting, Duration answering) {
        return new ArchiveOptions(password, connecting, answering);
    }
}
