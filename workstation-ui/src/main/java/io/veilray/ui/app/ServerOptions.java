package io.veilray.ui.app;

import io.veilray.wire.Endpoint;
import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which cloud classifies: a named server, or one that is started here for the one command. */
final class ServerOptions {
    private static final long MAX_CERTIFICATE_BYTES = 1 << 16;

    @ArgGroup
    private Choice choice = new Choice();

    static final class Choice {
        @Option(
                names = "--local",
                description = "Start the local server for this command, on a free port; the default.")
        private boolean local;

        @ArgGroup(exclusive = false)
        private Remote remote;
    }

    static final class Remote {
        @Option(
                names = "--server",
                required = true,
                paramLabel = "HOST:PORT",
                converter = Converters.ToEndpoint.class,
                description = "Classify at this server.")
        private Endpoint endpoint;

        @Option(
                names = "--trust",
                paramLabel = "CERT.pem",
                description =
                        "Trust this certificate of the server or its issuer. Without it: what Java trusts, and for"
                                + " localhost your own \"veilray serve\".")
        private Path certificate;
    }

    /** The server, with the certificate to trust read and looked at; empty for the local one. */
    Optional<Endpoint> endpoint() throws CommandFailure {
        if (choice.remote == null) {
            return Optional.empty();
        }
        Endpoint endpoint = choice.remote.endpoint;
        return Optional.of(
                choice.remote.certificate == null
                        ? LoopbackTrust.apply(endpoint)
                        : endpoint.trusting(certificate(choice.remote.certificate)));
    }

    boolean isLocal() {
        return choice.remote == null;
    }

    private static String certificate(Path file) throws CommandFailure {
        try {
            String text =
                    Files.size(file) > MAX_CERTIFICATE_BYTES ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
            if (!text.contains("-----BEGIN CERTIFICATE-----")) {
                throw new CommandFailure(
                        ExitCode.FILE,
                        file + " is no certificate: --trust needs a PEM file with BEGIN CERTIFICATE in it");
            }
            return text;
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FILE, file + " cannot be read as a certificate: check the path given to --trust", e);
        }
    }
}
