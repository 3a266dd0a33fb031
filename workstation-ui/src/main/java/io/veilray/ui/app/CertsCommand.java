package io.veilray.ui.app;

import io.veilray.keys.CertificateFacts;
import io.veilray.keys.CertificateMaker;
import io.veilray.keys.Identity;
import io.veilray.keys.KeyVault;
import io.veilray.keys.Pem;
import io.veilray.keys.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "certs", description = "Make, show and renew the certificates of a department's servers and clients.")
final class CertsCommand implements Runnable {
    private static final CertificateMaker MAKER = new CertificateMaker(InstantSource.system());
    private static final String AUTHORITY = "ca";

    @Spec
    private CommandSpec spec;

    private CertsCommand() {}

    static CommandLine line(Console console) {
        return new CommandLine(new CertsCommand())
                .addSubcommand(new Authority(console))
                .addSubcommand(new ForServer(console))
                .addSubcommand(new ForClient(console))
                .addSubcommand(new Renew(console))
                .addSubcommand(new Import(console))
                .addSubcommand(new Show(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say what to do with certificates, choose one of "
                        + spec.subcommands().keySet());
    }

    /** A command over vaults; what is wrong with one is told as such. */
    private abstract static class OverVaults implements Callable<Integer> {
        final Console console;

        OverVaults(Console console) {
            this.console = console;
        }

        abstract void run() throws VaultException, CommandFailure;

        @Override
        public final Integer call() throws CommandFailure {
            try {
                run();
                return ExitCode.OK.number();
            } catch (VaultException e) {
                throw new CommandFailure(ExitCode.FILE, e.getMessage(), e);
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(ExitCode.WRONG_ARGUMENTS, e.getMessage(), e);
            }
        }

        final void tell(String name, Identity identity) {
            lines(name, identity).forEach(console::result);
        }
    }

    private static List<String> lines(String name, Identity identity) {
        CertificateFacts facts = CertificateFacts.of(identity.certificate());
        String advice = facts.endsSoon(Instant.now()) ? ": RENEW IT" : "";
        return List.of(
                name + ": " + facts.subject()
                        + (facts.names().isEmpty() ? "" : " for " + String.join(", ", facts.names())),
                "  signed by " + facts.issuer(),
                "  SHA-256 " + facts.sha256(),
                "  valid from " + facts.validFrom() + " until " + facts.validUntil() + ", " + facts.left(Instant.now())
                        + advice);
    }

    private static Identity require(KeyVault vault, String name, String how) throws VaultException {
        return vault.identityOf(name)
                .orElseThrow(() -> new VaultException(
                        VaultException.Reason.MISSING,
                        "the key vault " + vault.file() + " holds no \"" + name + "\": " + how));
    }

    private static Identity authority(KeyVault vault) throws VaultException {
        return require(vault, AUTHORITY, "make the authority first with veilray certs ca");
    }

    @Command(name = "ca", description = "Make the department's authority, which signs all other certificates.")
    static final class Authority extends OverVaults {
        @Option(names = "--name", required = true, paramLabel = "NAME", description = "What it is called.")
        private String name;

        @Mixin
        private VaultOptions.OfAuthority vault;

        @Option(
                names = "--out",
                paramLabel = "CA.pem",
                description = "Where its certificate goes, for all servers and clients; ca.pem beside the vault if left"
                        + " out.")
        private Optional<Path> out = Optional.empty();

        private Authority(Console console) {
            super(console);
        }

        @Override
        void run() throws VaultException, CommandFailure {
            Path file = out.orElseGet(() -> vault.file().resolveSibling("ca.pem"));
            if (Files.exists(file)) {
                throw new CommandFailure(ExitCode.FILE, file + " is there already: choose another --out");
            }
            Identity made = MAKER.authority(name);
            try (KeyVault open = vault.openOrCreate()) {
                if (open.identityOf(AUTHORITY).isPresent()) {
                    throw new CommandFailure(
                            ExitCode.FILE,
                            "the key vault " + open.file()
                                    + " holds an authority already: choose another --vault for a second one");
                }
                keep(open, made, file);
            }
            tell(AUTHORITY, made);
            console.result("Key in " + vault.file() + ", certificate in " + file + ".");
        }

        /** Both or neither: of a key without its certificate's file there would be no use. */
        private static void keep(KeyVault open, Identity made, Path file) throws VaultException, CommandFailure {
            write(file, Pem.of(made.certificate()));
            try {
                open.putIdentity(AUTHORITY, made);
            } catch (VaultException e) {
                file.toFile().delete();
                throw e;
            }
        }

        private static void write(Path file, String pem) throws CommandFailure {
            try {
                Files.writeString(file, pem, StandardOpenOption.CREATE_NEW);
            } catch (IOException e) {
                throw new CommandFailure(ExitCode.OUTPUT_LOST, file + " could not be written: check the folder", e);
            }
        }
    }

    @Command(name = "server", description = "Make a server's key and certificate, in a vault for that server.")
    static final class ForServer extends OverVaults {
        @Option(
                names = "--host",
                required = true,
                paramLabel = "NAME",
                description = "What clients call it: a DNS name or an address; may be repeated.")
        private List<String> hosts;

        @Mixin
        private VaultOptions.OfAuthority vault;

        @Mixin
        private VaultOptions.Target target;

        private ForServer(Console console) {
            super(console);
        }

        @Override
        void run() throws VaultException, CommandFailure {
            try (KeyVault signing = vault.open()) {
                Identity made = MAKER.server(authority(signing), hosts);
                target.putNew("server", made);
                tell("server", made);
                console.result("In " + target.file() + ": serve with --identity.");
            }
        }
    }

    @Command(name = "client", description = "Make a client's key and certificate, in a vault for that client.")
    static final class ForClient extends OverVaults {
        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAME",
                description = "Who it is for, a room rather than a person: servers see it.")
        private String name;

        @Mixin
        private VaultOptions.OfAuthority vault;

        @Mixin
        private VaultOptions.Target target;

        private ForClient(Console console) {
            super(console);
        }

        @Override
        void run() throws VaultException, CommandFailure {
            try (KeyVault signing = vault.open()) {
                Identity made = MAKER.client(authority(signing), name);
                target.putNew("client", made);
                tell("client", made);
                console.result("In " + target.file() + ": classify with --identity.");
            }
        }
    }

    @Command(
            name = "renew",
            description =
                    "Make a new key and certificate for the same server or client; the old one stays valid until it"
                            + " ends, and is kept under its name with -old.")
    static final class Renew extends OverVaults {
        @Parameters(paramLabel = "server|client", description = "Which one.")
        private String name;

        @Mixin
        private VaultOptions.OfAuthority vault;

        @Mixin
        private VaultOptions.Target target;

        private Renew(Console console) {
            super(console);
        }

        @Override
        void run() throws VaultException, CommandFailure {
            if (!List.of("server", "client").contains(name)) {
                throw new IllegalArgumentException("renew \"" + name + "\": must be server or client");
            }
            try (KeyVault signing = vault.open();
                    KeyVault kept = target.open()) {
                Identity old = require(kept, name, "make it with veilray certs " + name);
                Identity made = MAKER.renewed(authority(signing), old.certificate());
                kept.putIdentity(name + "-old", old);
                kept.putIdentity(name, made);
                tell(name, made);
                console.result("In " + target.file() + "; a running server takes it up within a minute.");
            }
        }
    }

    @Command(
            name = "import",
            description = "Take a server's or client's key and certificate from a vault that was handed over into one's"
                    + " own.")
    static final class Import extends OverVaults {
        @Parameters(paramLabel = "VAULT.bcfks", description = "The vault that was handed over.")
        private Path from;

        @Mixin
        private VaultOptions.Target target;

        private Import(Console console) {
            super(console);
        }

        @Override
        void run() throws VaultException, CommandFailure {
            int taken = 0;
            try (KeyVault given = VaultOptions.open(from);
                    KeyVault kept = target.openOrCreate()) {
                for (String name : List.of("server", "client")) {
                    Optional<Identity> found = given.identityOf(name);
                    Optional<Identity> old = kept.identityOf(name);
                    if (found.isPresent()) {
                        if (old.isPresent() && !old.equals(found)) {
                            kept.putIdentity(name + "-old", old.get());
                        }
                        kept.putIdentity(name, found.get());
                        tell(name, found.get());
                        taken++;
                    }
                }
            }
            if (taken == 0) {
                throw new CommandFailure(
                        ExitCode.FILE,
                        from + " holds no server's or client's certificate: check that it is the right one");
            }
            console.result("Now in " + target.file() + "; destroy " + from + ".");
        }
    }

    @Command(name = "show", description = "Show whose certificates a vault holds and how long they are valid.")
    static final class Show extends OverVaults {
        @Mixin
        private VaultOptions.Own vault;

        private Show(Console console) {
            super(console);
        }

        @Override
        void run() throws VaultException, CommandFailure {
            int shown = 0;
            try (KeyVault open = vault.open()) {
                for (String name : List.of(AUTHORITY, "server", "server-old", "client", "client-old")) {
                    Optional<Identity> identity = open.identityOf(name);
                    if (identity.isPresent()) {
                        tell(name, identity.get());
                        shown++;
                    }
                }
            }
            if (shown == 0) {
                console.result("No certificates in " + vault.file() + ".");
            }
        }
    }
}
