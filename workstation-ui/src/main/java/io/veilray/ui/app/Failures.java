package io.veilray.ui.app;

import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.protocol.CloudException;
import io.veilray.ui.scan.ScanException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Turns whatever goes wrong into one sentence and an exit code; a stack trace only where --debug asks for it. */
final class Failures implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String help = command.getCommandSpec().qualifiedName() + " --help";
        console.error("veilray: " + message(e) + ": see \"" + help + "\".");
        return ExitCode.WRONG_ARGUMENTS.number();
    }

    /** picocli's words, except where it can only describe the server options as a group. */
    private static String message(CommandLine.ParameterException e) {
        if (e instanceof CommandLine.MaxValuesExceededException
                || e instanceof CommandLine.MutuallyExclusiveArgsException) {
            return "--local and --server exclude each other, as do two servers: give one";
        }
        if (e.getMessage().contains("argument(s): --certificate")
                || e.getMessage().contains("argument(s): --key")) {
            return "--certificate and --key need each other: give both";
        }
        if (e.getMessage().contains("argument(s): --server")) {
            return "--trust says which certificate a server must show: give --server HOST:PORT too";
        }
        return e.getMessage().strip().replaceAll("\\.$", "");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        return handle(e, isDebug(parsed));
    }

    private static boolean isDebug(CommandLine.ParseResult parsed) {
        return parsed.expandedArgs().contains("--debug") || parsed.hasSubcommand() && isDebug(parsed.subcommand());
    }

    int handle(Throwable problem, boolean debug) {
        if (debug) {
            StringWriter trace = new StringWriter();
            problem.printStackTrace(new PrintWriter(trace));
            trace.toString().lines().forEach(console::error);
        }
        return switch (problem) {
            case CommandFailure failure -> tell(failure.getMessage(), failure.code());
            case ScanException failure -> tell(failure.getMessage(), ExitCode.FILE);
            case CloudException failure -> tell(failure.sentence(), ExitCode.of(failure.reason()));
            case ArchiveException failure -> tell(failure.sentence(), ExitCode.of(failure.reason()));
            case InterruptedException stopped -> tell("The command was interrupted.", ExitCode.CANCELLED);
            case OutOfMemoryError full ->
                tell("Memory ran out: use a smaller region, or set VEILRAY_OPTS=-Xmx4g.", ExitCode.FILE);
            default ->
                tell(
                        "This is a bug in Veilray (" + problem.getClass().getSimpleName()
                                + "): run the command again with --debug and report what it prints.",
                        ExitCode.BUG);
        };
    }

    /** For a command that did its work while its output went nowhere, such as a full disk or a closed pipe. */
    int outputLost() {
        return tell(
                "The output could not be written in full: make room, or keep the program that reads it open, and run"
                        + " the command again.",
                ExitCode.OUTPUT_LOST);
    }

    private int tell(String sentence, ExitCode code) {
        console.error("veilray: " + sentence);
        return code.number();
    }
}
