package io.veilray.client;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.wire.Endpoint;
import java.util.List;

/**
 * Classifies patches at a cloud endpoint that never sees them.
 *
 * <p>Calls block and may be made from several threads. Interrupting the calling thread cancels the classification,
 * tells the server and destroys the ticket.
 */
public final class PrivateClassifier implements AutoCloseable {
    private PrivateClassifier() {}

    /** Connects, checks the server's identity and version, and lists its models. */
    public static PrivateClassifier connect(Endpoint endpoint) throws CloudException {
        throw new CloudException(CloudException.Reason.UNREACHABLE, "cannot reach " + endpoint);
    }

    /** The models of the server, in its order. */
    public List<ModelInfo> models() {
        return List.of();
    }

    /** The model with that id. */
    public ModelInfo model(String id) throws CloudException {
        throw new CloudException(CloudException.Reason.UNKNOWN_MODEL, "the server has no model \"" + id + "\"");
    }

    /** Runs one private classification on a fresh ticket. */
    public Classification classify(Patch patch, String modelId, Progress progress) throws CloudException {
        throw new CloudException(CloudException.Reason.UNKNOWN_MODEL, "the server has no model \"" + modelId + "\"");
    }

    @Override
    public void close() {}
}
