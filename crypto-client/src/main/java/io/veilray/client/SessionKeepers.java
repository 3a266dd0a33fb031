package io.veilray.client;

import io.veilray.he.HeParameters;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NonlinearMode;
import io.veilray.wire.CloudChannel;
import java.util.HashMap;
import java.util.Map;

/** One session with the server for each set of encryption parameters that a mode uses, each opened when first wanted. */
final class SessionKeepers implements AutoCloseable {
    private final Map<HeParameters, SessionKeeper> keepers = new HashMap<>();

    SessionKeepers(CloudChannel channel) {
        for (NonlinearMode mode : NonlinearMode.values()) {
            keepers.computeIfAbsent(mode.heParameters(), parameters -> new SessionKeeper(channel, parameters));
        }
    }

    /** The session that tickets of that model are made in. */
    SessionKeeper of(ModelInfo model) {
        return keepers.get(model.network().mode().heParameters());
    }

    /** As {@link SessionKeeper#sayGoodbye}. */
    void sayGoodbye() {
        keepers.values().forEach(SessionKeeper::sayGoodbye);
    }

    /** As {@link SessionKeeper#close}. */
    @Override
    public void close() {
        keepers.values().forEach(SessionKeeper::close);
    }
}
