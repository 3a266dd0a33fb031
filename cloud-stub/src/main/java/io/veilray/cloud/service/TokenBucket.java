package io.veilray.cloud.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** An allowance that fills evenly up to a minute's worth, and can be overdrawn by as much. Safe for use by several threads. */
final class TokenBucket {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final double perMinute;
    private final InstantSource clock;
    private double level;
    private Instant last;

    TokenBucket(double perMinute, InstantSource clock) {
        this.perMinute = perMinute;
        this.clock = clock;
        this.level = perMinute;
        this.last = clock.instant();
    }

    /**
     * Takes one if as much is left afterwards.
     *
     * @return zero, or how long to wait until it would be
     */
    synchronized Duration take(double left) {
        fill();
        if (level - 1 >= left) {
            level--;
            return Duration.ZERO;
        }
        return timeUntil(left + 1);
    }

    /** Zero if it is not overdrawn, or how long it will be. */
    synchronized Duration overdrawn() {
        fill();
        return level >= 0 ? Duration.ZERO : timeUntil(0);
    }

    /** Takes what was used already, as far as it may be overdrawn. */
    synchronized void use(double amount) {
        fill();
        level = Math.max(-perMinute, level - amount);
    }

    synchronized boolean full() {
        fill();
        return level >= perMinute;
    }

    private Duration timeUntil(double wanted) {
        return Duration.ofNanos((long) Math.ceil((wanted - level) / perMinute * NANOS_PER_MINUTE));
    }

    /** A clock that was set back adds nothing. */
    private void fill() {
        Instant now = clock.instant();
        if (now.isAfter(last)) {
            level = Math.min(perMinute, level + Duration.between(last, now).toNanos() / NANOS_PER_MINUTE * perMinute);
        }
        last = now;
    }
}
