package io.veilray.ui.app;

import io.veilray.protocol.ModelInfo;
import io.veilray.ui.evaluate.LabelledFolder;
import io.veilray.ui.report.JsonOutput;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Check whether an ONNX model can be run privately, in which modes, what that costs, and what it does to"
                        + " accuracy.")
final class ImportCommand implements Callable<Integer> {
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
        Optional<LabelledFolder> labelled =
                images.isPresent() ? Optional.of(EvaluateCommand.folder("--images", images.get())) : Optional.empty();
        try (ImportFolder folder = ImportFolder.of(onnx, card)) {
            show(report(folder, labelled));
        }
        return ExitCode.OK.number();
    }

    private ImportReport report(ImportFolder folder, Optional<LabelledFolder> labelled) throws Exception {
        ImportRuns own;
        Optional<Quantisation> quantisation;
        try (OpenCloud cloud = OpenCloud.local(services, Optional.of(folder.path()))) {
            own = ImportRuns.measure(cloud);
            quantisation = labelled.isPresent()
                    ? Optional.of(quantisation(cloud, own.model(), labelled.get()))
                    : Optional.empty();
        }
        return new ImportReport(own, quantisation, ImportMode.all(services, folder, own));
    }

    private Quantisation quantisation(OpenCloud cloud, ModelInfo model, LabelledFolder labelled) throws Exception {
        EvaluateCommand.requireSameNames(images.get(), labelled.files().keySet(), model);
        return Quantisation.measure(
                labelled, model, cloud.running().orElseThrow().plaintext(model.id()));
    }

    private void show(ImportReport report) {
        if (json) {
            console.result(JsonOutput.text(report.json()));
        } else {
            report.lines().forEach(console::result);
        }
    }
}
