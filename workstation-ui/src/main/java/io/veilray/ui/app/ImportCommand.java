package io.veilray.ui.app;

import io.veilray.client.LocalCloud;
import io.veilray.client.Progress;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.ui.evaluate.LabelledFolder;
import io.veilray.ui.report.JsonOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Check whether an ONNX model can be run privately, what that costs, and what it does to accuracy.")
final class ImportCommand implements Callable<Integer> {
    private static final int MEASURED_RUNS = 5;

    private final Services services;
    private final Console console;

    @Parameters(paramLabel = "MODEL.onnx", description = "The model, operator set 11 to 21, float32.")
    private Path onnx;

    @Option(names = "--card", required = true, paramLabel = "CARD.json", description = "Its model card.")
    private Path card;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Folder with one folder of images for each class, to compare float and fixed point on.")
    private Optional<Path> images = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ImportCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Optional<LabelledFolder> folder =
                images.isPresent() ? Optional.of(EvaluateCommand.folder("--images", images.get())) : Optional.empty();
        Path models = Files.createTempDirectory("veilray-import-");
        try {
            copy(onnx, models, "model.onnx");
            copy(card, models, "card.json");
            try (OpenCloud cloud = OpenCloud.local(services, Optional.of(models))) {
                show(report(cloud, folder));
            }
        } finally {
            delete(models);
        }
        return ExitCode.OK.number();
    }

    private ImportReport report(OpenCloud cloud, Optional<LabelledFolder> folder) throws Exception {
        ModelInfo model = cloud.model(Optional.empty());
        LocalCloud.Running running = cloud.running().orElseThrow();
        List<Classification> runs = new ArrayList<>();
        for (int i = 0; i < MEASURED_RUNS; i++) {
            runs.add(cloud.link().classify(gray(model), model.id(), Progress.NONE));
        }
        Optional<Quantisation> quantisation = Optional.empty();
        if (folder.isPresent()) {
            EvaluateCommand.requireSameNames(images.get(), folder.get().files().keySet(), model);
            quantisation = Optional.of(Quantisation.measure(folder.get(), model, running.plaintext(model.id())));
        }
        return new ImportReport(model, running.needs(model.id()), runs, quantisation);
    }

    /** Time and traffic do not depend on the image, so any will do. */
    private static Patch gray(ModelInfo model) {
        int height = model.input().heightPx();
        int width = model.input().widthPx();
        float[] values = new float[height * width];
        java.util.Arrays.fill(values, 0.5f);
        return new Patch(1, height, width, values, new Region(0, 0, width, height));
    }

    private void show(ImportReport report) {
        if (json) {
            console.result(JsonOutput.text(report.json()));
        } else {
            report.lines().forEach(console::result);
        }
    }

    private static void copy(Path file, Path models, String name) throws CommandFailure {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(ExitCode.FILE, file + " is no file: check the path");
        }
        try {
            Files.copy(file, Files.createDirectories(models.resolve("model")).resolve(name));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FILE, file + " cannot be read: check its permissions and the disk", e);
        }
    }

    private static void delete(Path models) throws IOException {
        Path own = models.resolve("model");
        for (Path file : new Path[] {own.resolve("model.onnx"), own.resolve("card.json"), own, models}) {
            Files.deleteIfExists(file);
        }
    }
}
