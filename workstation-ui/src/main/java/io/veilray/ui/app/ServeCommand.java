package io.veilray.ui.app;

import io.veilray.client.LocalCloud;
import io.veilray.keys.VaultException;
import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "serve", description = "Serve models until interrupted; it sees no scan.")
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

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "Address to listen on, 0.0.0.0 for all; ${DEFAULT-VALUE} if left out. Others than this computer's"
                            + " own users need --identity.")
    private String bind;

    @Option(
            names = "--identity",
            description = "Show the server certificate of your key vault, rather than a fresh one at each start.")
    private boolean identity;

    @Mixin
    private VaultOptions.Own vault;

    @Option(
            names = "--client-ca",
            paramLabel = "CA.pem",
            description = "Serve only clients that show a certificate signed by this authority.")
    private Optional<Path> clientAuthority = Optional.empty();

    ServeCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandFailure {
        check();
        try (LocalCloud.Running running = services.requireLocalCloud().serve(port, models, how());
                Draining draining = Draining.of(running)) {
            console.result("Serving " + String.join(", ", running.modelIds()) + " at " + running.endpoint()
                    + (clientAuthority.isPresent() ? " to clients with a certificate" : "") + ", "
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

    private LocalCloud.Listening how() throws CommandFailure {
        Optional<String> authority = clientAuthority.isPresent()
                ? Optional.of(ServerOptions.certificate(clientAuthority.get()))
                : Optional.empty();
        try {
            return new LocalCloud.Listening(
                    bind, identity ? Optional.of(vault.open()) : Optional.empty(), authority, policy);
        } catch (VaultException e) {
            throw new CommandFailure(ExitCode.FILE, e.getMessage(), e);
        }
    }

    private void check() throws CommandFailure {
        if (port < 0 || port > 65535) {
            throw new CommandFailure(
                    ExitCode.WRONG_ARGUMENTS, "--port " + port + ": must be from 1 to 65535, or 0 for a free one");
        }
        if (!identity && !LoopbackTrust.isLoopback(bind)) {
            throw new CommandFailure(
                    ExitCode.WRONG_ARGUMENTS,
                    "--bind " + bind + ": others would not know this server by a certificate that is new at each start,"
                            + " make one with veilray certs server and give --identity");
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
