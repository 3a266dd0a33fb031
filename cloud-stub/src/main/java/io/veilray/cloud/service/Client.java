package io.veilray.cloud.service;

import io.veilray.cloud.work.Share;
import io.veilray.cloud.work.Workers;
import java.time.Instant;
import java.time.InstantSource;

/** What one client has and uses now. Who counts guards what it counts. */
final class Client {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ClientKey key;
    private final InstantSource clock;
    private final TokenBucket calls;
    private final TokenBucket workSeconds;
    private final Share share;
    private volatile Instant lastSeen;

    /** Prepare and Infer calls that run; guarded by {@link CallWatch}. */
    int running;

    /** This and the next two are guarded by {@link Sessions}. */
    int sessions;

    int promisedTickets;
    long promisedBytes;

    Client(ClientKey key, ClientLimits limits, InstantSource clock, Workers workers) {
        this.key = key;
        this.clock = clock;
        this.calls = new TokenBucket(limits.callsPerMinute(), clock);
        this.workSeconds = new TokenBucket(limits.workSecondsPerMinute(), clock);
        this.share = workers.share(nanos -> workSeconds.use(nanos / NANOS_PER_SECOND));
        this.lastSeen = clock.instant();
    }

    ClientKey key() {
        return key;
    }

    TokenBucket calls() {
        return calls;
    }

    TokenBucket workSeconds() {
        return workSeconds;
    }

    /** Its part of the workers. */
    Share share() {
        return share;
    }

    void seen() {
        lastSeen = clock.instant();
    }

    Instant lastSeen() {
        return lastSeen;
    }
}
