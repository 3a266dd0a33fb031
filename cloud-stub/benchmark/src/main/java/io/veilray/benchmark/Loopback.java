package io.veilray.benchmark;

import io.veilray.cloud.CloudOptions;
import io.veilray.cloud.CloudServer;
import io.veilray.cloud.LoadedModel;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.cloud.model.ModelException;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.wire.Endpoint;
import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A server of one model on loopback, over TLS as ever. */
final class Loopback implements AutoCloseable {
    private final CloudServer server;

    private Loopback(CloudServer server) {
        this.server = server;
    }

    static Loopback serving(CheckedModel model) throws IOException, ModelException {
        return new Loopback(
                CloudServer.start(CloudOptions.onLoopback(0), new ModelRegistry(List.of(LoadedModel.of(model)))));
    }

    Endpoint endpoint() {
        return at(server.port());
    }

    /** The same server behind another port, such as a relay's. */
    Endpoint at(int port) {
        return new Endpoint("localhost", port, Optional.of(server.certificatePem()));
    }

    /** Options of a forked JVM of {@link Clients} or {@link FirstRuns}: where this server is and where its certificate lies. */
    List<String> options() {
        return List.of(
                "-D" + Clients.PORT + "=" + server.port(),
                "-Dveilray.home=" + LoopbackTrust.home().toAbsolutePath(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
