package io.veilray.cloud;

import io.veilray.client.LocalCloud;
import io.veilray.keys.KeyVault;
import io.veilray.keys.VaultException;
import io.veilray.keys.VaultPassword;
import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Command line of the cloud stub alone, for machines without a screen. */
@Command(
        name = "veilray-cloud",
        mixinStandardHelpOptions = true,
        description = "The Veilray cloud stub.",
        subcommands = CloudMain.Serve.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:stopped as asked", "1:the server could not start", "2:wrong arguments"})
public final class CloudMain {
    private CloudMain() {}

    public static void main(String[] arguments) {
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "io/veilray/cloud/logback-serve.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new CloudMain());
    }

    /** Serves until it is stopped. */
    @Command(name = "serve", mixinStandardHelpOptions = true, description = "Serves models until it is stopped.")
    static final class Serve implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--port",
                defaultValue = "50051",
                description = "Port to listen on, 0 for a free one; ${DEFAULT-VALUE} if left out.")
        private int port;

        @Option(
                names = "--models",
                paramLabel = "DIR",
                description = "Folder of ONNX models with their cards; the shipped models if left out.")
        private Optional<Path> models = Optional.empty();

        @Option(
                names = "--bind",
                defaultValue = "127.0.0.1",
                paramLabel = "ADDRESS",
                description = "Address to listen on; ${DEFAULT-VALUE} if left out, 0.0.0.0 for all.")
        private String bind;

        @Option(
                names = "--host-name",
                paramLabel = "NAME",
                description = "What clients call this server, for its certificate; may be repeated.")
        private List<String> hostNames = List.of();

        @Option(
                names = "--policy",
                paramLabel = "FILE",
                description = "JSON file with limits for clients and models; the usual ones if left out.")
        private Optional<Path> policy = Optional.empty();

        @Option(
                names = "--vault",
                paramLabel = "FILE",
                description = "Key vault with this server's certificate; a fresh certificate at each start if left out."
                        + " Its password is asked for, or read from the file named by VEILRAY_VAULT_PASSWORD_FILE.")
        private Optional<Path> vault = Optional.empty();

        @Option(
                names = "--client-ca",
                paramLabel = "CA.pem",
                description = "Serve only clients that show a certificate signed by this authority.")
        private Optional<Path> clientAuthority = Optional.empty();

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter err = spec.commandLine().getErr();
            try {
                CloudOptions options = CloudOptions.onLoopback(port).withBind(bind, hostNames);
                try (LocalCloud.Running running = StubCloud.serve(options, models, how())) {
                    return serve(running);
                }
            } catch (IllegalArgumentException e) {
                err.println(e.getMessage() + ".");
                return 2;
            } catch (IOException e) {
                err.println("The server did not start: " + e.getMessage() + ".");
                return 1;
            }
        }

        private LocalCloud.Listening how() throws IOException {
            Optional<String> authority = clientAuthority.isPresent()
                    ? Optional.of(Files.readString(clientAuthority.get()))
                    : Optional.empty();
            return new LocalCloud.Listening(
                    bind, vault.isPresent() ? Optional.of(open(vault.get())) : Optional.empty(), authority, policy);
        }

        private static KeyVault open(Path file) throws IOException {
            char[] password = new char[0];
            try {
                password = VaultPassword.obtain(file, false);
                return KeyVault.open(file, password);
            } catch (VaultException e) {
                throw new IOException(e.getMessage(), e);
            } finally {
                Arrays.fill(password, '\0');
            }
        }

        private int serve(LocalCloud.Running running) throws InterruptedException {
            Thread stopper = Thread.ofPlatform().name("veilray-stop").unstarted(running::close);
            Runtime.getRuntime().addShutdownHook(stopper);
            int at = running.endpoint().port();
            PrintWriter out = spec.commandLine().getOut();
            out.println("Serving " + String.join(", ", running.modelIds()) + " on " + bind + " port " + at + ", "
                    + LoopbackTrust.whereabouts(running.endpoint()) + ". Stop with Ctrl-C.");
            out.flush();
            running.awaitStop();
            return 0;
        }
    }
}
