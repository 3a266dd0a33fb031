package io.veilray.cloud;

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
 * @param drain how long running calls may go on after the server was told to stop
 */
public record CloudOptions(
        String bind, int port, List<String> hostNames, int workers, ServiceLimits limits, Duration drain) {
    public CloudOptions {
        hostNames = List.copyOf(hostNames);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + ": must be from 1 to 65535, or 0 for a free one");
        }
        if (workers < 1 || workers > 1024) {
            throw new IllegalArgumentException("worker threads " + workers + ": must be from 1 to 1024");
        }
    }

    /** On loopback, with as many workers as processors. */
    public static CloudOptions onLoopback(int port) {
        return new CloudOptions(
                "127.0.0.1",
                port,
                List.of(),
                Runtime.getRuntime().availableProcessors(),
                ServiceLimits.DEFAULT,
                Duration.ofSeconds(5));
    }

    public CloudOptions withBind(String address, List<String> furtherHostNames) {
        return new CloudOptions(address, port, furtherHostNames, workers, limits, drain);
    }

    public CloudOptions withLimits(ServiceLimits other) {
        return new CloudOptions(bind, port, hostNames, workers, other, drain);
    }

    public CloudOptions withDrain(Duration other) {
        return new CloudOptions(bind, port, hostNames, workers, limits, other);
    }
}
