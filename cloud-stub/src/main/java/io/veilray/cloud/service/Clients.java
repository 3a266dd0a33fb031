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

    /** The one that a connection belongs to. */
    Client of(Attributes connection) {
        return known.compute(ClientKey.of(connection), (key, there) -> {
            Client client = there == null ? new Client(key, limits, clock, workers) : there;
            client.seen(); // in one step with finding it, so that it is not forgotten in between
            return client;
        });
    }

    private static boolean isQuiet(Client client, Instant oldest) {
        return client.lastSeen().isBefore(oldest)
                && client.calls().full()
                && client.workSeconds().full();
    }

    int count() {
        return known.size();
    }

    /** @param busy those that have something here */
    void forgetQuiet(Set<Client> busy) {
        Instant oldest = clock.instant().minus(FORGET);
        for (ClientKey each : known.keySet()) {
            known.computeIfPresent(
                    each, (key, client) -> isQuiet(client, oldest) && !busy.contains(client) ? null : client);
        }
    }
}
