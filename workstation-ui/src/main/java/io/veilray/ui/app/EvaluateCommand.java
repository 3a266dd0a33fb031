package io.veilray.ui.app;

import com.google.gson.JsonObject;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.ui.classify.TlsIdentity;
import io.veilray.ui.evaluate.LabelledFolder;
import io.veilray.ui.report.JsonOutput;
import io.veilray.ui.report.TlsJson;
import io.veilray.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = "Run a folder of labelled images through the encrypted protocol and measure the model.")
final class EvaluateCommand implements Callable<Integer> {
    private static final int MOST_NAMES_SHOWN = 8;

    private final Services services;
    private final Console console;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder with one folder of images for each class, named as the model names the class.")
    private Path data;

    @Option(names = "--model", required = true, paramLabel = "ID", description = "Model to measure.")
    private String model;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            split = ",",
            description =
                    "Mode to measure it in: masked, strict or quadratic; several, or \"all\" that the server has, for"
                            + " a table side by side. As the model's id says if left out.")
    private List<String> modes = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most this many images, taken in turn from the classes, by file name.")
    private Optional<Integer> limit = Optional.empty();

    @Mixin
    private ServerOptions server;

    @Option(names = "--json", description = "Print one JSON object, and progress to the error output.")
    private boolean json;

    EvaluateCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (limit.orElse(1) < 1) {
            throw new CommandFailure(ExitCode.WRONG_ARGUMENTS, "--limit " + limit.get() + ": must be at least 1");
        }
        ModeSelection selection = selection();
        Optional<Endpoint> endpoint = server.endpoint();
        LabelledFolder folder = folder("--data", data);
        try (OpenCloud cloud = OpenCloud.open(endpoint, services, console)) {
            Expiry.warn(console, cloud.link().identity());
            List<ModelInfo> models = selection.of(model, cloud);
            requireSameNames(data, folder.files().keySet(), models.getFirst());
            List<EvaluationReport> reports = new ArrayList<>();
            for (ModelInfo info : models) {
                if (models.size() > 1) {
                    console.note(json, "Mode " + info.network().mode().word());
                }
                reports.add(measure(cloud, info, folder));
            }
            return show(reports, cloud.link().identity());
        }
    }

    private ModeSelection selection() throws CommandFailure {
        try {
            return new ModeSelection(modes);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.WRONG_ARGUMENTS, "--mode: " + e.getMessage() + ", or all", e);
        }
    }

    private EvaluationReport measure(OpenCloud cloud, ModelInfo info, LabelledFolder folder)
            throws CloudException, CommandFailure {
        try (ClearModel clear = ClearModel.of(cloud, info, services)) {
            EvaluationRun run = new EvaluationRun(cloud, info, clear, line -> console.note(json, line));
            return run.run(folder, limit.orElse(Integer.MAX_VALUE));
        }
    }

    private int show(List<EvaluationReport> reports, Optional<TlsIdentity> identity) {
        EvaluationReport first = reports.getFirst();
        EvaluationByMode all = new EvaluationByMode(reports);
        boolean one = reports.size() == 1;
        if (json) {
            JsonObject object = one ? first.json() : all.json();
            object.add("tls", TlsJson.of(identity));
            console.result(JsonOutput.text(object));
        } else {
            (one ? first.lines() : all.lines()).forEach(console::result);
        }
        return ExitCode.OK.number();
    }

    static LabelledFolder folder(String option, Path data) throws CommandFailure {
        if (!Files.isDirectory(data)) {
            throw new CommandFailure(
                    ExitCode.FILE,
                    option + " " + data + " is no folder: name one that holds a folder of images for each class");
        }
        try {
            return LabelledFolder.list(data);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FILE, data + " cannot be listed: check its permissions", e);
        }
    }

    static void requireSameNames(Path data, Set<String> folders, ModelInfo info) throws CommandFailure {
        Set<String> classes = new TreeSet<>(info.classes());
        if (!folders.equals(classes)) {
            throw new CommandFailure(
                    ExitCode.FILE,
                    data + " has the folders " + shown(folders) + " and model " + info.id() + " the classes "
                            + shown(classes) + ": the names must be equal");
        }
    }

    /** The first few names, and how many more there are. */
    private static String shown(Set<String> names) {
        String first = names.stream().limit(MOST_NAMES_SHOWN).collect(Collectors.joining(", "));
        int more = names.size() - MOST_NAMES_SHOWN;
        return "[" + first + (more > 0 ? ", and " + more + " more" : "") + "]";
    }
}
