package io.veilray.ui.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "pacs",
        description = "Ask your own image archive, fetch from it and send to it, identity included; DIMSE or DICOMweb.")
final class PacsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private PacsCommand() {}

    static CommandLine line(Console console) {
        return new CommandLine(new PacsCommand())
                .addSubcommand(new PacsEcho(console))
                .addSubcommand(new PacsFind(console))
                .addSubcommand(new PacsGet(console))
                .addSubcommand(new PacsStore(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say what to do with the archive, choose one of "
                        + spec.subcommands().keySet());
    }
}
