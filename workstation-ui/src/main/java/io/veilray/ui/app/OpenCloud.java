package io.veilray.ui.app;

import io.veilray.audit.Sent;
import io.veilray.client.LocalCloud;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.ui.classify.CloudLink;
import io.veilray.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A cloud that is ready to classify. A local one was started for this command and stops with it; it is reached over the
 * wire all the same.
 *
 * @param running the server in this process, if it is one
 */
record OpenCloud(CloudLink link, Optional<LocalCloud.Running> running, String name) implements AutoCloseable {
    /** Classifications there stand in the audit trail. */
    static OpenCloud open(Optional<Endpoint> server, Services services, Console console)
            throws CloudException, CommandFailure {
        if (server.isEmpty()) {
            OpenCloud local = local(services);
            return new OpenCloud(new RecordedLink(local.link(), Sent.LOCAL, console), local.running(), local.name());
        }
        String name = server.get().toString();
        return new OpenCloud(
                new RecordedLink(services.linker().connect(server.get()), name, console), Optional.empty(), name);
    }

    /** Starts the local server with the shipped models on a free port; nothing of it stands in the audit trail. */
    static OpenCloud local(Services services) throws CloudException, CommandFailure {
        return local(services, Optional.empty());
    }

    /** Starts it with the models of a folder. */
    static OpenCloud local(Services services, Optional<Path> models) throws CloudException, CommandFailure {
        LocalCloud.Running running = start(services.requireLocalCloud(), models);
        try {
            return new OpenCloud(
                    services.linker().connect(running.endpoint()), Optional.of(running), "the local server");
        } catch (CloudException | RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private static LocalCloud.Running start(LocalCloud cloud, Optional<Path> models) throws CommandFailure {
        try {
            return cloud.start(0, models);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.ofStart(models, e), "The local server did not start: " + e.getMessage(), e);
        }
    }

    ModelInfo model(ModelChoice choice) throws CommandFailure {
        return choice.in(link.models(), name);
    }

    Optional<ModelInfo> find(String id) {
        return link.models().stream().filter(model -> model.id().equals(id)).findFirst();
    }

    @Override
    public void close() {
        try {
            link.close();
        } finally {
            running.ifPresent(LocalCloud.Running::close);
        }
    }
}
