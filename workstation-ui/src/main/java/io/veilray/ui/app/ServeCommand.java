package io.veilray.ui.app;

import io.veilray.client.LocalCloud;
import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "serve", description = "Serve models on this computer until interrupted; it sees no scan.")
final class ServeCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "50051",
            description = "Port on loopback, 1 to 65535, or 0 for a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Folder of ONNX models with their cards; the shipped models if left out.")
    private Optional<Path> models = Optional.empty();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "JSON file with limits for clients and models; the usual ones if left out.")
    private Optional<Path> policy = Optional.empty();

    ServeCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandFailure {
        check();
        try (LocalCloud.Running running = services.requireLocalCloud().serve(port, models, policy);
                Draining draining = Draining.of(running)) {
            console.result("Serving " + String.join(", ", running.modelIds()) + " at " + running.endpoint() + ", "
                    + LoopbackTrust.whereabouts(running.endpoint()) + ". Stop with Ctrl-C.");
            running.awaitStop();
            return ExitCode.OK.number();
        } catch (InterruptedException e) {
            return ExitCode.OK.number(); // closed by now, which is what the interruption asks for
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.ofStart(models.or(() -> policy), e), "The server did not start: " + e.getMessage(), e);
        }
    }

    private void check() throws CommandFailure {
        if (port < 0 || port > 65535) {
            throw new CommandFailure(
                    ExitCode.WRONG_ARGUMENTS, "--port " + port + ": must be from 1 to 65535, or 0 for a free one");
        }
        if (models.isPresent() && !Files.isDirectory(models.get())) {
            throw new CommandFailure(
                    ExitCode.FILE,
                    "--models " + models.get() + " is no folder: name one with ONNX files and their cards");
        }
        if (policy.isPresent() && !Files.isReadable(policy.get())) {
            throw new CommandFailure(
                    ExitCode.FILE,
                    "--policy " + policy.get() + " cannot be read: name a JSON file, see docs/server.md");
        }
    }
}
