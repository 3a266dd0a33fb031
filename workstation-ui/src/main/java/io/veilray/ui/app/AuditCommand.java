package io.veilray.ui.app;

import io.veilray.audit.AuditTrail;
import io.veilray.audit.Verification;
import io.veilray.audit.Verification.Break;
import io.veilray.ui.prefs.HomeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "audit", description = "Look at the audit trail that the workstation's window writes.")
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private AuditCommand() {}

    static CommandLine line(Console console) {
        return new CommandLine(new AuditCommand()).addSubcommand(new Verify(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say what to do with the audit trail, choose one of "
                        + spec.subcommands().keySet());
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

        private Verify(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws CommandFailure {
            Path where = file.orElseGet(() -> HomeFolder.path().resolve("audit"));
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
            console.result(
                    "The chain is unbroken. Lines cut off its end, or a trail written anew, show only in a last hash"
                            + " other than one noted before.");
            return ExitCode.OK.number();
        }

        private static Verification verified(Path where) throws CommandFailure {
            try {
                if (Files.isRegularFile(where)) {
                    return AuditTrail.verify(where);
                }
                AuditTrail trail = new AuditTrail(where);
                if (trail.isEmpty()) {
                    throw new CommandFailure(
                            ExitCode.FILE,
                            "There is no audit trail in " + where
                                    + ": classify in the workstation's window first, or name the trail's file");
                }
                return trail.verify();
            } catch (IOException e) {
                throw new CommandFailure(
                        ExitCode.FILE, where + " could not be read: check that the file is there and yours", e);
            }
        }
    }
}
