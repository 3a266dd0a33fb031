package io.veilray.ui.classify;

import io.veilray.wire.Endpoint;
import java.util.Optional;

/**
 * Where the user wants regions to be classified.
 *
 * @param server empty for the server inside this program, which needs no network
 */
public record CloudTarget(Optional<Endpoint> server) {
    /** Inside this program. */
    public static final CloudTarget LOCAL = new CloudTarget(Optional.empty());

    public static CloudTarget at(Endpoint server) {
        return new CloudTarget(Optional.of(server));
    }

    public boolean isLocal() {
        return server.isEmpty();
    }

    /** Host and port, or empty text for the server inside this program. */
    public String address() {
        return server.map(Endpoint::toString).orElse("");
    }
}
