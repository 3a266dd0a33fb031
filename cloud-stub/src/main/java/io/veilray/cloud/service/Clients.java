package io.veilray.cloud.service;

import io.grpc.Attributes;
import io.veilray.cloud.work.Workers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Everybody who has called lately. Safe for use by several threads. */
final class Clients {
    /** After that much quiet time one without sessions and debts is as good as a new one. */
    private static final Duration FORGET = Duration.ofMinutes(2);

    private final ClientLimits limits;
    private final InstantSource clock;
    private final Workers workers;
    private final Map<ClientKey, Client> known = new ConcurrentHashMap<>();

    Clients(ClientLimits limits, InstantSource clock, Workers workers) {
        this.limits = limits;
        this.clock = clock;
        this.workers = workers;
    }

    ClientLimits limits() {
        return limits;
    }

    /** The one that a connection belongs to. */
    Client of(Attributes connection) {
        Client client = known.computeIfAbsent(ClientKey.of(connection), key -> new Client(key, limits, clock, workers));
        client.seen();
        return client;
    }

    int count() {
        return known.size();
    }

    /** @param busy those that have something here */
    void forgetQuiet(Set<Client> busy) {
        Instant oldest = clock.instant().minus(FORGET);
        known.values()
                .removeIf(client -> client.lastSeen().isBefore(oldest)
                        && !busy.contains(client)
                        && client.calls().full()
                        && client.workSeconds().full());
    }
}
