package io.veilray.wire;

import java.time.Duration;

/**
 * How long the client waits. Every call has a deadline; nothing waits for ever.
 *
 * @param unary listing models and opening a session, connecting included
 * @param prepare the whole offline phase of one ticket
 * @param infer the whole online phase
 * @param close saying goodbye, at best effort
 */
public record Limits(Duration unary, Duration prepare, Duration infer, Duration close) {
    /** For networks from a local one to a slow WAN, and models up to a minute of server time. */
    public static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofSeconds(1));

    public Limits {
        for (Duration limit : new Duration[] {unary, prepare, infer, close}) {
            if (limit.isNegative() || limit.isZero() || limit.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("time limit " + limit + ": must be positive and at most a day");
            }
        }
    }
}
