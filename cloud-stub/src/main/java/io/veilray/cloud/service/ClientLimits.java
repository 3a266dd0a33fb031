package io.veilray.cloud.service;

/**
 * How much one client gets at once, and how fast.
 *
 * @param mostSessions its open sessions
 * @param mostCalls its running Prepare and Infer calls
 * @param mostTickets its unused tickets, those being made among them
 * @param mostStrictBytes of its strict tickets and transfers
 * @param callsPerMinute calls of any kind, health checks aside; as many at once after a quiet minute
 * @param workSecondsPerMinute time of worker threads, all of them together; new tickets wait while it is overdrawn
 */
public record ClientLimits(
        int mostSessions,
        int mostCalls,
        int mostTickets,
        long mostStrictBytes,
        int callsPerMinute,
        int workSecondsPerMinute) {
    /** For a department behind one address, and a heat map that runs as fast as it can. */
    public static final ClientLimits DEFAULT = new ClientLimits(
            250,
            24,
            1000,
            Runtime.getRuntime().maxMemory() / 4,
            30_000,
            60 * Runtime.getRuntime().availableProcessors());

    public ClientLimits {
        if (mostSessions < 1
                || mostCalls < 1
                || mostTickets < 1
                || mostStrictBytes < 1
                || callsPerMinute < 1
                || workSecondsPerMinute < 1) {
            throw new IllegalArgumentException("limits a client of " + mostSessions + " sessions, " + mostCalls
                    + " calls, " + mostTickets + " tickets, " + mostStrictBytes + " bytes of strict mode, "
                    + callsPerMinute + " calls a minute and " + workSecondsPerMinute
                    + " seconds of work a minute: each must be at least 1");
        }
    }
}
