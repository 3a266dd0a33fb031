package io.veilray.ui.classify;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.tls.SeenConnection;
import io.veilray.wire.Endpoint;
import io.veilray.wire.Limits;
import java.util.List;
import java.util.Optional;

/** Connects to cloud endpoints. */
@FunctionalInterface
public interface CloudLinker {
    CloudLink connect(Endpoint endpoint) throws CloudException;

    /** Connects over the wire. */
    static CloudLinker overTheWire() {
        return endpoint -> {
            SeenConnection observer = new SeenConnection();
            return link(PrivateClassifier.connect(endpoint, Limits.DEFAULT, observer), observer);
        };
    }

    private static CloudLink link(PrivateClassifier classifier, SeenConnection observer) {
        WaitingTickets tickets = WaitingTickets.of(classifier.tickets());
        return new CloudLink() {
            @Override
            public List<ModelInfo> models() {
                return classifier.models();
            }

            @Override
            public Optional<TlsIdentity> identity() {
                return observer.facts().map(TlsIdentity::new);
            }

            @Override
            public Classification classify(Patch patch, String modelId, Progress progress) throws CloudException {
                return classifier.classify(patch, modelId, progress);
            }

            @Override
            public Optional<WaitingTickets> tickets() {
                return Optional.of(tickets);
            }

            @Override
            public void close() {
                classifier.close();
            }
        };
    }
}
