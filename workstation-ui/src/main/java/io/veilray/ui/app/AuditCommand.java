package io.veilray.ui.app;

import io.veilray.audit.AuditTrail;
import io.veilray.audit.TrailKeys;
import io.veilray.audit.Verification;
import io.veilray.audit.Verification.Break;
import io.veilray.audit.Verification.Marks;
import io.veilray.keys.KeyVault;
import io.veilray.keys.VaultException;
import io.veilray.ui.prefs.HomeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "audit", description = "Look at the audit trail of what was sent where.")
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private AuditCommand() {}

    static CommandLine line(Console console) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new Verify(console))
                .addSubcommand(new Key(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say what to do with the audit trail, choose one of "
                        + spec.subcommands().keySet());
    }

    private static Path folder() {
        return HomeFolder.path().resolve("audit");
    }

    /** The user's vault, made if it is absent and may be. */
    private static KeyVault vault(boolean make) throws CommandFailure {
        try {
            return VaultOptions.with(VaultOptions.own(), make && !Files.exists(VaultOptions.own()), Optional.empty());
        } catch (VaultException e) {
            throw new CommandFailure(ExitCode.FILE, sentence(e), e);
        }
    }

    private static String sentence(Exception e) {
        return Character.toUpperCase(e.getMessage().charAt(0)) + e.getMessage().substring(1);
    }

    @Command(
            name = "verify",
            description = "Look for lines that were changed, taken out, put in or swapped; prints the number of entries"
                    + " and the last hash.")
    static final class Verify implements Callable<Integer> {
        private final Console console;

        @Parameters(
                paramLabel = "FILE",
                arity = "0..1",
                description = "A file of the trail, a saved copy, or the trail's folder; the folder in ~/.veilray if"
                        + " left out.")
        private Optional<Path> file = Optional.empty();

        @Option(
                names = "--key",
                description = "Also check the marks of the trail's key, and that no marked line is missing at the end;"
                        + " asks for the vault's password.")
        private boolean key;

        private Verify(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws CommandFailure {
            Path where = file.orElseGet(AuditCommand::folder);
            Verification found = verified(where);
            if (found.broken().isPresent()) {
                Break at = found.broken().get();
                throw new CommandFailure(
                        ExitCode.TRAIL_BROKEN,
                        "The trail is broken at line " + at.line() + " of " + at.file() + ", "
                                + at.reason().words() + ": entries before it that fit: " + found.entries()
                                + ", hash of the last of them " + found.lastHash());
            }
            console.result("Entries: " + found.entries());
            console.result("Last hash: " + found.lastHash());
            console.result(sentence(found.marks(), Files.isRegularFile(where)));
            return ExitCode.OK.number();
        }

        private static String sentence(Marks marks, boolean oneFile) {
            return switch (marks) {
                case NONE ->
                    "The chain is unbroken. Lines cut off its end, or a trail written anew, show only in a last hash"
                            + " other than one noted before.";
                case UNCHECKED ->
                    "The chain is unbroken. Its lines carry marks of a key, which were not checked: add --key.";
                case CHECKED ->
                    oneFile
                            ? "The chain is unbroken and every mark is of the key. Lines cut off the end show only in"
                                    + " the trail's folder."
                            : "The chain is unbroken, every mark is of the key, and no marked line is missing at its end.";
            };
        }

        private Verification verified(Path where) throws CommandFailure {
            if (!key) {
                return verified(where, Optional.empty());
            }
            try (KeyVault vault = vault(false)) {
                return verified(where, Optional.of(new TrailKeys(vault)));
            }
        }

        private static Verification verified(Path where, Optional<TrailKeys> keys) throws CommandFailure {
            try {
                if (Files.isRegularFile(where)) {
                    return keys.isPresent() ? AuditTrail.verify(where, keys.get()) : AuditTrail.verify(where);
                }
                AuditTrail trail = new AuditTrail(where);
                if (trail.isEmpty() && !trail.isKeyed()) {
                    throw new CommandFailure(
                            ExitCode.FILE,
                            "There is no audit trail in " + where
                                    + ": classify something first, or name the trail's file");
                }
                return keys.isPresent() ? trail.verify(keys.get()) : trail.verify();
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.FILE, where + " could not be read: check that the file is there and yours", e);
            }
        }
    }

    @Command(
            name = "key",
            description = {
                "Make a key for the audit trail: from then on each line carries a mark that nobody can make for a line of"
                        + " before, even with all files.",
                "The first key goes into the vault ~/.veilray/vault.bcfks, which is made if there is none; writing the"
                        + " trail takes no password."
            })
    static final class Key implements Callable<Integer> {
        private final Console console;

        private Key(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws CommandFailure {
            AuditTrail trail = new AuditTrail(folder());
            requireNoKey(trail);
            try (KeyVault vault = vault(true)) {
                console.result("Key " + new TrailKeys(vault).make(trail) + " marks the lines of the audit trail in "
                        + trail.folder() + " from now on.");
                console.result("Keep a copy of " + VaultOptions.own()
                        + " and its password: without them nobody can check the" + " marks.");
                return ExitCode.OK.number();
            } catch (VaultException e) {
                throw new CommandFailure(ExitCode.FILE, AuditCommand.sentence(e), e);
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.FILE,
                        "The audit trail in " + trail.folder() + " could not be written: check that the folder is yours"
                                + " and has room",
                        e);
            }
        }

        private static void requireNoKey(AuditTrail trail) throws CommandFailure {
            try {
                if (trail.isKeyed()) {
                    throw new CommandFailure(
                            ExitCode.FILE,
                            "The audit trail in " + trail.folder()
                                    + " has a key: to begin anew with another, move the folder away first");
                }
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.FILE, trail.folder() + " could not be read: check that the folder is yours", e);
            }
        }
    }
}
