package io.veilray.protocol;

import io.veilray.protocol.CloudException.Reason;
import java.util.ArrayList;
import java.util.List;

/** The server's half of the online phase of one ticket. Closing it destroys the ticket's content. One thread. */
public final class ServerInference implements AutoCloseable {
    private final NetworkShape shape;
    private final LinearServer server;
    private final List<long[]> activations = new ArrayList<>();

    public ServerInference(NetworkShape shape, LinearServer server) {
        this.shape = shape;
        this.server = server;
    }

    /** Elements the next activation must have, or 0 after the last round. */
    public int nextSize() {
        return complete() ? 0 : shape.tensor(activations.size()).size();
    }

    /** Takes the activation of the next round and gives the answer. */
    public MaskedOutput accept(MaskedActivation activation) throws CloudException {
        int round = activations.size();
        if (complete() || activation.round() != round || activation.elements().length != nextSize()) {
            throw new CloudException(
                    Reason.PROTOCOL,
                    "the client sent round " + activation.round() + " with " + activation.elements().length
                            + " elements where "
                            + (complete() ? "nothing more" : "round " + round + " with " + nextSize())
                            + " was due");
        }
        activations.add(activation.elements());
        return new MaskedOutput(round, server.apply(round, activations));
    }

    /** Whether every round is done. */
    public boolean complete() {
        return activations.size() == shape.rounds();
    }

    @Override
    public void close() {
        server.close();
    }
}
