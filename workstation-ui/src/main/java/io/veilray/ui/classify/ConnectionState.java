package io.veilray.ui.classify;

import io.veilray.protocol.ModelInfo;
import java.util.List;
import java.util.Optional;

/**
 * How things stand with the server.
 *
 * @param models what it offers; after a failure what it last offered, so that a choice is not lost
 * @param identity who it proved to be
 * @param failure why it cannot be used, if it cannot
 */
public record ConnectionState(
        Kind kind,
        CloudTarget target,
        List<ModelInfo> models,
        Optional<TlsIdentity> identity,
        Optional<Failure> failure) {
    public enum Kind {
        /** Nothing was asked for yet, and nothing is connected. */
        NOT_CONNECTED,
        CONNECTING,
        /** The server inside this program. */
        OFFLINE_DEMO,
        CONNECTED,
        CANNOT_REACH,
        NOT_TRUSTED,
        /** It wants a certificate of this client's that it was not shown. */
        NOT_ADMITTED,
        VERSION_MISMATCH
    }

    static final ConnectionState NONE =
            new ConnectionState(Kind.NOT_CONNECTED, CloudTarget.LOCAL, List.of(), Optional.empty(), Optional.empty());

    public boolean isConnected() {
        return kind == Kind.OFFLINE_DEMO || kind == Kind.CONNECTED;
    }

    static ConnectionState connecting(CloudTarget target, List<ModelInfo> known) {
        return new ConnectionState(Kind.CONNECTING, target, known, Optional.empty(), Optional.empty());
    }

    static ConnectionState open(CloudTarget target, CloudLink link) {
        Kind kind = target.isLocal() ? Kind.OFFLINE_DEMO : Kind.CONNECTED;
        return new ConnectionState(kind, target, List.copyOf(link.models()), link.identity(), Optional.empty());
    }

    static ConnectionState failed(CloudTarget target, Failure failure, List<ModelInfo> known) {
        Kind kind =
                switch (failure.cause()) {
                    case NOT_TRUSTED -> Kind.NOT_TRUSTED;
                    case NOT_ADMITTED -> Kind.NOT_ADMITTED;
                    case VERSION_MISMATCH -> Kind.VERSION_MISMATCH;
                    default -> Kind.CANNOT_REACH;
                };
        return new ConnectionState(kind, target, known, Optional.empty(), Optional.of(failure));
    }
}
