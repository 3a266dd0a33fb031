package io.veilray.imagej.cloud;

import ij.IJ;
import io.veilray.audit.AuditTrail;
import io.veilray.audit.Sent;
import io.veilray.audit.TrailWriter;
import io.veilray.client.HeatMapRun;
import io.veilray.client.PrivateClassifier;
import io.veilray.imagej.options.ServerChoice;
import io.veilray.recorded.RecordedClassifier;
import io.veilray.tls.SeenConnection;
import io.veilray.wire.LoopbackTrust;

/** The audit trail that this user's workstation and command line write too. One that cannot be written ends nothing. */
final class PluginTrail {
    private static TrailWriter writer;

    private PluginTrail() {}

    /** The classifier with an entry for each classification. */
    static HeatMapRun.Classifier recorded(PrivateClassifier classifier, ServerChoice server, SeenConnection seen) {
        TrailWriter trail = writer();
        return new RecordedClassifier(
                classifier::classify,
                new RecordedClassifier.Server(
                        server.isLocal() ? Sent.LOCAL : server.server(),
                        () -> seen.facts().map(facts -> facts.server().sha256()),
                        classifier.models()),
                trail::add);
    }

    private static synchronized TrailWriter writer() {
        if (writer == null) {
            AuditTrail trail = new AuditTrail(LoopbackTrust.home().resolve("audit"));
            writer = new TrailWriter(
                    trail,
                    why -> IJ.log("Veilray: what was sent could not be written to the audit trail in " + trail.folder()
                            + ": " + why + ". Classifying goes on; check that the folder is yours and has room."));
        }
        return writer;
    }

    /** Waits for the last entries, a few seconds at most. */
    static synchronized void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
