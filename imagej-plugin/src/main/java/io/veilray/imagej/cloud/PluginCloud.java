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
import io.veilray.wire.Endpoint;
import io.veilray.wire.Limits;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The cloud that the commands share: the server inside ImageJ if one runs, and one open connection, kept from command to
 * command. Blocks while it starts or connects; safe for use by several threads.
 */
public final class PluginCloud {
    private static LocalCloud.Running running;
    private static Optional<Connection> open = Optional.empty();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(PluginCloud::stop, "veilray-stop"));
    }

    /** @param recorded what classifies there, with an entry in the audit trail for each */
    private record Connection(ServerChoice server, PrivateClassifier classifier, HeatMapRun.Classifier recorded) {}

    private PluginCloud() {}

    /** A connection to that server; the local one is started first if it does not run. */
    public static PrivateClassifier connect(ServerChoice wanted) throws CloudException, IOException {
        return connection(wanted).classifier();
    }

    /** What classifies there, with an entry in the audit trail for each. */
    public static HeatMapRun.Classifier classifier(ServerChoice wanted) throws CloudException, IOException {
        return connection(wanted).recorded();
    }

    /** Whoever is asked for a password may take long: nothing is held meanwhile, so that ImageJ can end. */
    private static Connection connection(ServerChoice wanted) throws CloudException, IOException {
        Optional<Connection> there = openTo(wanted);
        if (there.isPresent()) {
            return there.get();
        }
        return connect(wanted, wanted.isLocal() ? Optional.empty() : Optional.of(endpoint(wanted)));
    }

    private static Endpoint endpoint(ServerChoice wanted) throws CloudException, IOException {
        return wanted.endpoint(wanted.identity() ? Optional.of(ClientCertificate.obtain()) : Optional.empty());
    }

    private static synchronized Optional<Connection> openTo(ServerChoice wanted) {
        return open.filter(connection -> connection.server().equals(wanted));
    }

    private static synchronized Connection connect(ServerChoice wanted, Optional<Endpoint> remote)
            throws CloudException, IOException {
        Optional<Connection> meanwhile = openTo(wanted);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        disconnect();
        SeenConnection seen = new SeenConnection();
        PrivateClassifier classifier =
                connect(remote.isPresent() ? remote.get() : startLocal().endpoint(), seen);
        Connection connection = new Connection(wanted, classifier, PluginTrail.recorded(classifier, wanted, seen));
        open = Optional.of(connection);
        seen.facts().map(facts -> facts.warnings(Instant.now())).ifPresent(PluginCloud::log);
        return connection;
    }

    private static void log(List<String> warnings) {
        warnings.forEach(warning -> IJ.log("Veilray: " + warning));
    }

    private static PrivateClassifier connect(Endpoint endpoint, SeenConnection seen) throws CloudException {
        try {
            return PrivateClassifier.connect(endpoint, Limits.DEFAULT, seen);
        } catch (CloudException e) {
            if (e.reason() == Reason.NOT_ADMITTED) {
                ClientCertificate.forget();
            }
            throw e;
        }
    }

    /** Keeps private classifications with that model ready there from now on, in the background, and says once that they are. */
    public static void keepReady(ServerChoice server, String modelId) throws CloudException, IOException {
        TicketPool tickets = connect(server).tickets();
        synchronized (PluginCloud.class) {
            tickets.setPolicy(Settings.tickets());
            tickets.setListener(new ReadyStatus(modelId, PluginCloud::say));
            tickets.keepReady(modelId);
        }
    }

    /** Never over a macro's own words. */
    private static void say(String sentence) {
        if (!IJ.isMacro()) {
            IJ.showStatus(sentence);
        }
    }

    /** Holds what is kept ready to the settings after they have changed. */
    public static synchronized void boundReady() {
        open.ifPresent(connection -> connection.classifier().tickets().setPolicy(Settings.tickets()));
    }

    /** Drops a connection that broke, so that the next command opens a fresh one. */
    public static synchronized void forgetIfBroken(PrivateClassifier used, CloudException failure) {
        boolean broken = failure.reason() == Reason.UNREACHABLE || failure.reason() == Reason.LOST;
        if (broken && open.filter(connection -> connection.classifier() == used).isPresent()) {
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
        open.ifPresent(connection -> connection.classifier().close());
        open = Optional.empty();
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
        if (open.filter(connection -> connection.server().isLocal()).isPresent()) {
            disconnect();
        }
        if (ran) {
            running.close();
        }
        running = null;
        return ran;
    }
}
