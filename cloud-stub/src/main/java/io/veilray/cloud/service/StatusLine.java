package io.veilray.cloud.service;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line of figures for the operator at intervals, at level INFO; none while nothing has changed. Names nobody. */
final class StatusLine {
    private static final Logger LOG = LoggerFactory.getLogger(StatusLine.class);
    private static final double MEGABYTE = 1 << 20;

    /**
     * @param making Prepare calls that run
     * @param online Infer calls that run
     * @param refused since the server started, by cause
     */
    record Figures(int clients, int sessions, int tickets, int making, int online, long strictBytes, String refused) {}

    private final ServerPolicy policy;
    private final InstantSource clock;
    private final Supplier<Figures> figures;
    private Instant next;
    private Figures last = new Figures(0, 0, 0, 0, 0, 0, "none");

    StatusLine(ServerPolicy policy, InstantSource clock, Supplier<Figures> figures) {
        this.policy = policy;
        this.clock = clock;
        this.figures = figures;
        this.next = clock.instant().plus(policy.statusEvery());
    }

    /** Writes the line if it is time. */
    void tick() {
        if (policy.statusEvery().isZero() || clock.instant().isBefore(next)) {
            return;
        }
        next = clock.instant().plus(policy.statusEvery());
        Figures now = figures.get();
        if (!now.equals(last)) {
            last = now;
            LOG.info(line(now));
        }
    }

    private String line(Figures now) {
        Runtime runtime = Runtime.getRuntime();
        return String.format(
                java.util.Locale.ROOT,
                "clients %d, sessions %d of %d, tickets %d, calls %d making and %d online of %d,"
                        + " strict %.0f of %.0f MB, heap %.0f of %.0f MB, refused since start: %s",
                now.clients(),
                now.sessions(),
                policy.all().mostSessions(),
                now.tickets(),
                now.making(),
                now.online(),
                policy.all().mostCalls(),
                now.strictBytes() / MEGABYTE,
                policy.all().mostStrictBytes() / MEGABYTE,
                (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE,
                runtime.maxMemory() / MEGABYTE,
                now.refused());
    }
}
