package io.veilray.cloud.service;

import java.time.Duration;

/**
 * How much the service gives away at once, and for how long.
 *
 * @param mostSessions sessions in all; each takes about 64 KB
 * @param sessionIdle a session without a call for that long is forgotten
 * @param mostTickets unused tickets of one session
 * @param ticketLife an unused ticket is destroyed after that time
 * @param mostCalls running Prepare and Infer calls in all
 * @param mostCallsPerSession running Prepare and Infer calls of one session
 * @param mostStrictBytes of all sessions' strict tickets and transfers together
 * @param callTime longest time of one call
 * @param messageWait longest time between two messages of one call
 */
public record ServiceLimits(
        int mostSessions,
        Duration sessionIdle,
        int mostTickets,
        Duration ticketLife,
        int mostCalls,
        int mostCallsPerSession,
        long mostStrictBytes,
        Duration callTime,
        Duration messageWait) {
    /** For one small machine. */
    public static final ServiceLimits DEFAULT = new ServiceLimits(
            1000,
            Duration.ofMinutes(30),
            32,
            Duration.ofMinutes(15),
            64,
            8,
            Runtime.getRuntime().maxMemory() / 2,
            Duration.ofMinutes(10),
            Duration.ofSeconds(30));

    public ServiceLimits {
        if (mostSessions < 1 || mostTickets < 1 || mostCalls < 1 || mostCallsPerSession < 1 || mostStrictBytes < 1) {
            throw new IllegalArgumentException("limits of " + mostSessions + " sessions, " + mostTickets + " tickets, "
                    + mostCalls + " calls, " + mostCallsPerSession + " calls a session and " + mostStrictBytes
                    + " bytes of strict mode: each must be at least 1");
        }
        for (Duration time : new Duration[] {sessionIdle, ticketLife, callTime, messageWait}) {
            if (time.isNegative() || time.isZero()) {
                throw new IllegalArgumentException("time limit " + time + ": must be positive");
            }
        }
    }
}
