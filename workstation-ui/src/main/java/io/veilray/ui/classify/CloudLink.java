package io.veilray.ui.classify;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import java.util.List;
import java.util.Optional;

/** A connection to a cloud endpoint, as far as a front end uses it; the real one is a {@link PrivateClassifier}. */
public interface CloudLink extends AutoCloseable {
    List<ModelInfo> models();

    /** Who the server proved to be; empty if the link does not tell. */
    default Optional<TlsIdentity> identity() {
        return Optional.empty();
    }

    /** Blocks until the result is there; interrupting the thread cancels. */
    Classification classify(Patch patch, String modelId, Progress progress) throws CloudException;

    /** The tickets it makes before they are wanted; empty if it makes none. */
    default Optional<WaitingTickets> tickets() {
        return Optional.empty();
    }

    /** Ends its tickets too. */
    @Override
    void close();
}
