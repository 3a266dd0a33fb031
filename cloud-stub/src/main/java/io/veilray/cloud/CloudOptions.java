package io.veilray.cloud;

import io.veilray.cloud.service.ServerPolicy;
import io.veilray.cloud.service.ServiceLimits;
import java.time.Duration;
import java.util.List;

/**
 * How a server runs.
 *
 * @param bind the address to listen on; 127.0.0.1 unless others shall reach it
 * @param port 1 to 65535, or 0 for a free one
 * @param hostNames what clients may call it besides localhost, for its certificate
 * @param workers threads that compute
 * @param policy what clients get
 */
public record CloudOptions(String bind, int port, List<String> hostNames, int workers, ServerPolicy policy) {
    public CloudOptions {
        hostNames = List.copyOf(hostNames);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + ": must be from 1 to 65535, or 0 for a free one");
        }
        if (workers < 1 || workers > 1024) {
            throw new IllegalArgumentException("worker threads " + workers + ": must be from 1 to 1024");
        }
    }

    /** On loopback inside another program, with as many workers as processors. */
    public static CloudOptions onLoopback(int port) {
        return new CloudOptions(
                "127.0.0.1", port, List.of(), Runtime.getRuntime().availableProcessors(), ServerPolicy.IN_PROCESS);
    }

    public CloudOptions withBind(String address, List<String> furtherHostNames) {
        return new CloudOptions(address, port, furtherHostNames, workers, policy);
    }

    public CloudOptions withPolicy(ServerPolicy other) {
        return new CloudOptions(bind, port, hostNames, workers, other);
    }

    public CloudOptions withLimits(ServiceLimits other) {
        return withPolicy(policy.withLimits(other));
    }

    public CloudOptions withDrain(Duration other) {
        return withPolicy(policy.withDrain(other));
    }
}
