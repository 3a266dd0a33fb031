package io.veilray.ui.app;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The launcher of all commands, such as {@code veilray view} and {@code veilray classify}. */
@Command(
        name = "veilray",
        description = "Classifies a region of a scan at a server that never sees it. Research use only.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Veilray.Version.class,
        exitCodeListHeading = "%nExit codes:%n")
public final class Veilray implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of a failure before its sentence.")
    private boolean debug;

    private Veilray() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        QuietLogging.set(List.of(args).contains("--debug"));
        Console console = new Console(writer(System.out), writer(System.err));
        Interruption interruption = Interruption.ofThisThread();
        int code = run(console, Services.real(), args);
        interruption.over();
        System.exit(code);
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset()); // this constructor passes on the stream's errors
    }

    static int run(Console console, Services services, String... args) {
        Failures failures = new Failures(console);
        int code = execute(console, services, failures, args);
        return code == ExitCode.OK.number() && console.out().checkError() ? failures.outputLost() : code;
    }

    private static int execute(Console console, Services services, Failures failures, String... args) {
        try {
            return commandLine(console, services, failures).execute(args);
        } catch (Error e) {
            return failures.handle(e, List.of(args).contains("--debug"));
        }
    }

    private static CommandLine commandLine(Console console, Services services, Failures failures) {
        CommandLine line = new CommandLine(new Veilray());
        line.addSubcommand(new ViewCommand());
        line.addSubcommand(new ClassifyCommand(services, console));
        line.addSubcommand(new HeatMapCommand(services, console));
        line.addSubcommand(new ServeCommand(services, console));
        line.addSubcommand(new EvaluateCommand(services, console));
        line.addSubcommand(new ImportCommand(services, console));
        line.addSubcommand(new DeidentifyCommand(console));
        line.addSubcommand(new DemoCommand(services, console));
        line.addSubcommand(AuditCommand.line(console));
        line.addSubcommand(PacsCommand.line(console));
        line.addSubcommand(CertsCommand.line(console));
        line.setExpandAtFiles(false); // a file may be called @scan.png
        line.setOut(console.out()).setErr(console.err());
        line.setExecutionExceptionHandler(failures).setParameterExceptionHandler(failures);
        line.getCommandSpec().usageMessage().exitCodeList(ExitCode.list());
        listExitCodes(line);
        return line;
    }

    private static void listExitCodes(CommandLine line) {
        for (CommandLine sub : line.getSubcommands().values()) {
            sub.getCommandSpec().usageMessage().exitCodeList(ExitCode.list());
            listExitCodes(sub);
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "a command is missing, choose one of " + spec.subcommands().keySet());
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Veilray.class.getPackage().getImplementationVersion();
            return new String[] {"veilray " + (version == null ? "(development build)" : version)};
        }
    }
}
