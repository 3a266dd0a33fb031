package io.veilray.cloud.service;

import java.time.Duration;
import java.util.Set;

/**
 * What an operator decides: how much all clients and each of them get, and what for. Immutable.
 *
 * @param all limits over all clients, and of one session
 * @param client limits of each client
 * @param models what is served
 * @param certificates SHA-256 of the client certificates that are let in, 64 small hexadecimal digits each; none for anybody
 * @param drain how long running calls and tickets that are there may be finished after the server was told to stop
 * @param statusEvery how often the log gets a line of figures; zero for never
 * @param largestMessageBytes of a message that a served model may need
 */
public record ServerPolicy(
        ServiceLimits all,
        ClientLimits client,
        ModelRules models,
        Set<String> certificates,
        Duration drain,
        Duration statusEvery,
        int largestMessageBytes) {
    /** For a server of its own. */
    public static final ServerPolicy DEFAULT = new ServerPolicy(
            ServiceLimits.DEFAULT,
            ClientLimits.DEFAULT,
            ModelRules.ALL,
            Set.of(),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            64 << 20);

    /** For one that runs inside a front end: it ends with it and tells nothing. */
    public static final ServerPolicy IN_PROCESS =
            DEFAULT.withDrain(Duration.ofMillis(500)).withStatusEvery(Duration.ZERO);

    public ServerPolicy {
        certificates = Set.copyOf(certificates);
        for (Duration time : new Duration[] {drain, statusEvery}) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("time " + time + ": must not be negative");
            }
        }
        if (largestMessageBytes < 1) {
            throw new IllegalArgumentException(
                    "largest message of " + largestMessageBytes + " bytes: must be at least 1");
        }
    }

    public ServerPolicy withLimits(ServiceLimits other) {
        return new ServerPolicy(other, client, models, certificates, drain, statusEvery, largestMessageBytes);
    }

    public ServerPolicy withClient(ClientLimits other) {
        return new ServerPolicy(all, other, models, certificates, drain, statusEvery, largestMessageBytes);
    }

    public ServerPolicy withModels(ModelRules other) {
        return new ServerPolicy(all, client, other, certificates, drain, statusEvery, largestMessageBytes);
    }

    public ServerPolicy withCertificates(Set<String> others) {
        return new ServerPolicy(all, client, models, others, drain, statusEvery, largestMessageBytes);
    }

    public ServerPolicy withDrain(Duration other) {
        return new ServerPolicy(all, client, models, certificates, other, statusEvery, largestMessageBytes);
    }

    public ServerPolicy withStatusEvery(Duration other) {
        return new ServerPolicy(all, client, models, certificates, drain, other, largestMessageBytes);
    }
}
