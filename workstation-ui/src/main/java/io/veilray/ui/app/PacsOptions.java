package io.veilray.ui.app;

import io.veilray.dicom.pacs.AeTitle;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveOptions;
import io.veilray.dicom.pacs.Archives;
import io.veilray.dicom.pacs.DimseAddress;
import io.veilray.dicom.pacs.MoveReceiver;
import io.veilray.dicom.pacs.Password;
import io.veilray.dicom.pacs.TlsSettings;
import io.veilray.dicom.pacs.TlsSettings.ClientCertificate;
import io.veilray.dicom.pacs.WebAddress;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which archive, and how it and this station prove who they are. */
final class PacsOptions implements AutoCloseable {
    @Parameters(
            index = "0",
            paramLabel = "ARCHIVE",
            converter = Converters.ToArchive.class,
            description =
                    "dicom://AETITLE@HOST:PORT, dicoms:// for TLS, or the https:// address of a DICOMweb service.")
    private ArchiveAddress address;

    @Option(
            names = "--calling",
            paramLabel = "AETITLE",
            converter = Converters.ToAeTitle.class,
            description = "What this station calls itself to a dicom:// archive; VEILRAY if left out.")
    private Optional<AeTitle> calling = Optional.empty();

    @Option(
            names = "--trust",
            paramLabel = "CERT.pem",
            description = "Trust this certificate of the archive or its issuer, instead of what Java trusts.")
    private Optional<Path> trust = Optional.empty();

    @ArgGroup(exclusive = false)
    private Identity identity;

    static final class Identity {
        @Option(
                names = "--certificate",
                required = true,
                paramLabel = "CERT.pem",
                description = "Show this certificate if the archive asks for one; with --key.")
        private Path certificate;

        @Option(
                names = "--key",
                required = true,
                paramLabel = "KEY.pem",
                description = "Its private key, PKCS#8 without a password.")
        private Path key;
    }

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Log in to an https:// archive. Its password is asked for, or comes from one of the next two;"
                    + " without --user they name a bearer token.")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password-env",
            paramLabel = "VARIABLE",
            description = "Take the password from this environment variable.")
    private Optional<String> passwordVariable = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Take the password from the first line of this file.")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--unprotected",
            description = "Let identity travel to an http:// archive on another computer without TLS.")
    private boolean unprotected;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long the archive may be silent; 60 if left out.")
    private int timeoutSeconds = 60;

    private Optional<Password> password = Optional.empty();

    Archive open() throws ArchiveException, CommandFailure {
        return open(Optional.empty());
    }

    /** @param receiver where to receive, for a move */
    Archive open(Optional<MoveReceiver> receiver) throws ArchiveException, CommandFailure {
        ArchiveAddress whole =
                switch (address) {
                    case DimseAddress dimse -> dimse(dimse, receiver);
                    case WebAddress web -> web(web, receiver);
                };
        if (trust.isPresent() || identity != null) {
            whole = secured(whole);
        }
        password = password();
        ArchiveOptions options = checked(() -> ArchiveOptions.DEFAULT.within(
                ArchiveOptions.DEFAULT.connectTimeout(), Duration.ofSeconds(timeoutSeconds)));
        return Archives.open(whole, password.map(options::with).orElse(options));
    }

    private DimseAddress dimse(DimseAddress given, Optional<MoveReceiver> receiver) throws CommandFailure {
        if (user.isPresent() || passwordVariable.isPresent() || passwordFile.isPresent()) {
            throw wrong(
                    "users and passwords are for https:// archives: leave them out, or give --certificate and --key");
        }
        DimseAddress whole = calling.map(given::calling).orElse(given);
        return receiver.map(whole::receivingAt).orElse(whole);
    }

    private WebAddress web(WebAddress given, Optional<MoveReceiver> receiver) throws CommandFailure {
        if (calling.isPresent() || receiver.isPresent()) {
            throw wrong("--calling, --move and --listen-port are for dicom:// archives: leave them out");
        }
        return user.map(given::user).orElse(given).unprotected(unprotected);
    }

    private ArchiveAddress secured(ArchiveAddress whole) throws CommandFailure {
        if (whole.tls().isEmpty()) {
            throw wrong("certificates need TLS: write dicoms:// or https:// instead");
        }
        Optional<ClientCertificate> own =
                Optional.ofNullable(identity).map(each -> new ClientCertificate(each.certificate, each.key));
        return whole.with(new TlsSettings(trust, own));
    }

    private Optional<Password> password() throws CommandFailure {
        if (passwordVariable.isPresent() && passwordFile.isPresent()) {
            throw wrong("--password-env and --password-file exclude each other: give one");
        }
        if (passwordFile.isPresent()) {
            return Optional.of(fromFile(passwordFile.get()));
        }
        if (passwordVariable.isPresent()) {
            return Optional.of(Password.fromEnvironment(passwordVariable.get())
                    .orElseThrow(() -> wrong("there is no environment variable of the name given to --password-env")));
        }
        return user.isPresent() ? Optional.of(asked()) : Optional.empty();
    }

    private static Password fromFile(Path file) throws CommandFailure {
        try {
            return Password.fromFile(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FILE,
                    file + " gives no password: it needs one in its first line, in at most 8192 bytes",
                    e);
        }
    }

    private static Password asked() throws CommandFailure {
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password: ");
        if (typed == null) {
            throw wrong("nobody is there to be asked for the password: give --password-env or --password-file");
        }
        try {
            return Password.of(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    /** Something of the caller's that has a check of its own. */
    static <T> T checked(java.util.function.Supplier<T> value) throws CommandFailure {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    static CommandFailure wrong(String sentence) {
        return new CommandFailure(ExitCode.WRONG_ARGUMENTS, sentence);
    }

    @Override
    public void close() {
        password.ifPresent(Password::close);
    }
}
