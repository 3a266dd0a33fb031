package io.veilray.imagej.cloud;

import ij.IJ;
import io.veilray.client.HeatMapRun;
import io.veilray.client.LocalCloud;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.TicketPool;
import io.veilray.imagej.options.ServerChoice;
import io.veilray.imagej.options.Settings;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.tls.SeenConnection;
import io.veilray.wire.Limits;
import java.io.IOException;
import java.util.Optional;

/**
 * The cloud that the commands share: the server inside ImageJ if one runs, and one open connection, kept from command to
 * command. Blocks while it starts or connects; safe for use by several threads.
 */
public final class PluginCloud {
    private static LocalCloud.Running running;
    private static ServerChoice choice;
    private static PrivateClassifier classifier;
    private static HeatMapRun.Classifier recorded;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(PluginCloud::stop, "veilray-stop"));
    }

    private PluginCloud() {}

    /** A connection to that server; the local one is started first if it does not run. */
    public static synchronized PrivateClassifier connect(ServerChoice wanted) throws CloudException, IOException {
        if (classifier == null || !wanted.equals(choice)) {
            disconnect();
            SeenConnection seen = new SeenConnection();
            classifier = PrivateClassifier.connect(
                    wanted.isLocal() ? startLocal().endpoint() : wanted.endpoint(), Limits.DEFAULT, seen);
            recorded = PluginTrail.recorded(classifier, wanted, seen);
            choice = wanted;
        }
        return classifier;
    }

    /** What classifies there, with an entry in the audit trail for each. */
    public static synchronized HeatMapRun.Classifier classifier(ServerChoice wanted)
            throws CloudException, IOException {
        connect(wanted);
        return recorded;
    }

    /** Keeps private classifications with that model ready there from now on, in the background, and says once that they are. */
    public static synchronized void keepReady(ServerChoice server, String modelId) throws CloudException, IOException {
        TicketPool tickets = connect(server).tickets();
        tickets.setPolicy(Settings.tickets());
        tickets.setListener(new ReadyStatus(modelId, PluginCloud::say));
        tickets.keepReady(modelId);
    }

    /** Never over a macro's own words. */
    private static void say(String sentence) {
        if (!IJ.isMacro()) {
            IJ.showStatus(sentence);
        }
    }

    /** Holds what is kept ready to the settings after they have changed. */
    public static synchronized void boundReady() {
        if (classifier != null) {
            classifier.tickets().setPolicy(Settings.tickets());
        }
    }

    /** Drops a connection that broke, so that the next command opens a fresh one. */
    public static synchronized void forgetIfBroken(PrivateClassifier used, CloudException failure) {
        boolean broken = failure.reason() == Reason.UNREACHABLE || failure.reason() == Reason.LOST;
        if (broken && classifier == used) {
            disconnect();
        }
    }

    private static synchronized void stop() {
        disconnect();
        stopLocal();
        PluginTrail.close();
    }

    /** Destroys what was kept ready, too. */
    private static void disconnect() {
        if (classifier != null) {
            classifier.close();
        }
        classifier = null;
    }

    /** Starts the server inside ImageJ unless it runs already. */
    public static synchronized LocalCloud.Running startLocal() throws IOException {
        if (running == null) {
            running = LocalCloud.find()
                    .orElseThrow(() -> new IOException("this jar has no local cloud: copy the whole plugin again"))
                    .start(0, Optional.empty());
        }
        return running;
    }

    /** Whether one was running. Classifications on their way to it fail. */
    public static synchronized boolean stopLocal() {
        boolean ran = running != null;
        if (choice != null && choice.isLocal()) {
            disconnect();
        }
        if (ran) {
            running.close();
        }
        running = null;
        return ran;
    }
}
