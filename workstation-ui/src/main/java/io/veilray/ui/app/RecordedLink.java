package io.veilray.ui.app;

import io.veilray.audit.AuditTrail;
import io.veilray.audit.TrailWriter;
import io.veilray.client.Progress;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.recorded.RecordedClassifier;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.ui.classify.CloudLink;
import io.veilray.ui.classify.TlsIdentity;
import io.veilray.ui.prefs.HomeFolder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A link whose classifications stand in the audit trail. A trail that cannot be written is told once and ends nothing. */
final class RecordedLink implements CloudLink {
    private final CloudLink link;
    private final Console console;
    private final TrailWriter trail;
    private final RecordedClassifier classifier;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param server the trail's word for it */
    RecordedLink(CloudLink link, String server, Console console) {
        this.link = link;
        this.console = console;
        trail = new TrailWriter(new AuditTrail(HomeFolder.path().resolve("audit")), this::unwritten);
        classifier = new RecordedClassifier(
                link::classify,
                new RecordedClassifier.Server(
                        server, () -> link.identity().map(TlsIdentity::fingerprint), link.models()),
                trail::add);
    }

    private void unwritten(String why) {
        if (!told.getAndSet(true)) {
            console.error("veilray: What was sent could not be written to the audit trail in "
                    + trail.trail().folder() + ": " + why
                    + ". The command goes on; check that the folder is yours and has room.");
        }
    }

    @Override
    public List<ModelInfo> models() {
        return link.models();
    }

    @Override
    public Optional<TlsIdentity> identity() {
        return link.identity();
    }

    @Override
    public Classification classify(Patch patch, String modelId, Progress progress) throws CloudException {
        return classifier.classify(patch, modelId, progress);
    }

    @Override
    public void close() {
        try {
            link.close();
        } finally {
            trail.close();
            if (trail.unwritten() > 0) {
                unwritten("another program does not let go of it");
            }
        }
    }
}
