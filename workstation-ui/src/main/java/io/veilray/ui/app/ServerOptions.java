package io.veilray.ui.app;

import io.veilray.keys.Identity;
import io.veilray.keys.KeyVault;
import io.veilray.keys.VaultException;
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

        @Option(
                names = "--identity",
                description = "Show the client certificate of your key vault to a server that asks for one.")
        private boolean identity;

        @Option(
                names = "--vault",
                paramLabel = "FILE",
                description = "Key vault with that certificate; vault.bcfks in ~/.veilray if left out.")
        private Path vault;
    }

    /** The server, with the certificate to trust read and looked at; empty for the local one. */
    Optional<Endpoint> endpoint() throws CommandFailure {
        if (choice.remote == null) {
            return Optional.empty();
        }
        Endpoint endpoint = choice.remote.endpoint;
        Endpoint trusting = choice.remote.certificate == null
                ? LoopbackTrust.apply(endpoint)
                : endpoint.trusting(certificate(choice.remote.certificate));
        return Optional.of(choice.remote.identity ? trusting.showing(identity()) : trusting);
    }

    private Identity identity() throws CommandFailure {
        Path file = choice.remote.vault == null ? VaultOptions.own() : choice.remote.vault;
        try (KeyVault vault = VaultOptions.open(file)) {
            return vault.identityOf("client")
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.FILE,
                            file + " holds no client certificate: take the one you were given with veilray certs"
                                    + " import, or leave out --identity"));
        } catch (VaultException e) {
            throw new CommandFailure(ExitCode.FILE, e.getMessage(), e);
        }
    }

    boolean isLocal() {
        return choice.remote == null;
    }

    static String certificate(Path file) throws CommandFailure {
        try {
            String text =
                    Files.size(file) > MAX_CERTIFICATE_BYTES ? "" : Files.readString(file, StandardCharsets.ISO_8859_1);
            if (!text.contains("-----BEGIN CERTIFICATE-----")) {
                throw new CommandFailure(
                        ExitCode.FILE, file + " is no certificate: a PEM file with BEGIN CERTIFICATE in it is needed");
            }
            return text;
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FILE, file + " cannot be read as a certificate: check the path", e);
        }
    }
}
