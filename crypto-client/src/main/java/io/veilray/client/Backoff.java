package io.veilray.client;

import java.time.Duration;
import java.time.Instant;

/** How long to wait after failures in a row: a second, doubling up to a minute, and no less than the server asks for. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Duration pause = FIRST;
    private Instant until = Instant.MIN;
    /** Until then the server wants to be left alone, whatever else it answers. */
    private Instant asked = Instant.MIN;

    /** When the next try may begin. */
    Instant until() {
        return until;
    }

    /** @param atLeast what the server asks for */
    void failed(Instant now, Duration atLeast) {
        until = now.plus(atLeast.compareTo(pause) > 0 ? atLeast : pause);
        asked = now.plus(atLeast);
        pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }

    void succeeded() {
        pause = FIRST;
        until = asked;
    }
}
