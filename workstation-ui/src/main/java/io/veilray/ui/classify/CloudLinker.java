package io.veilray.ui.classify;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.wire.Endpoint;
import java.util.List;

/** Connects to cloud endpoints. */
@FunctionalInterface
public interface CloudLinker {
    CloudLink connect(Endpoint endpoint) throws CloudException;

    /** Connects over the wire. */
    static CloudLinker overTheWire() {
        return endpoint -> link(PrivateClassifier.connect(endpoint));
    }

    private static CloudLink link(PrivateClassifier classifier) {
        return new CloudLink() {
            @Override
            public List<ModelInfo> models() {
                return classifier.models();
            }

            @Override
            public Classification classify(Patch patch, String modelId, Progress progress) throws CloudException {
                return classifier.classify(patch, modelId, progress);
            }

            @Override
            public void close() {
                classifier.close();
            }
        };
    }
}
