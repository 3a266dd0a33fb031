package io.veilray.ui.app;

import io.veilray.client.Progress;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.PatchMaker;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.result.Classification;
import io.veilray.ui.classify.Comparison;
import io.veilray.ui.evaluate.Evaluation;
import io.veilray.ui.evaluate.Judged;
import io.veilray.ui.evaluate.LabelledFolder;
import io.veilray.ui.evaluate.LabelledFolder.Labelled;
import io.veilray.ui.evaluate.Skipped;
import io.veilray.ui.scan.ScanException;
import io.veilray.ui.scan.ScanReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends labelled images through the protocol one after the other; a bad file is listed, a bad server ends the run. */
final class EvaluationRun {
    private static final int PROGRESS_LINES = 20;

    private final OpenCloud cloud;
    private final ModelInfo model;
    private final ClearModel clear;
    private final Consumer<String> progress;
    private final List<Judged> judged = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();

    EvaluationRun(OpenCloud cloud, ModelInfo model, ClearModel clear, Consumer<String> progress) {
        this.cloud = cloud;
        this.model = model;
        this.clear = clear;
        this.progress = progress;
    }

    EvaluationReport run(LabelledFolder folder, int limit) throws CloudException, CommandFailure {
        skipped.addAll(folder.skipped());
        List<Labelled> images = folder.take(limit);
        int step = Math.max(1, images.size() / PROGRESS_LINES);
        for (int i = 0; i < images.size(); i++) {
            judge(images.get(i));
            if ((i + 1) % step == 0 || i + 1 == images.size()) {
                progress.accept("  " + (i + 1) + " of " + images.size() + " images");
            }
        }
        if (judged.isEmpty()) {
            throw new CommandFailure(ExitCode.FILE, "No image could be evaluated: " + firstReason());
        }
        return new EvaluationReport(
                model, new Evaluation(model.classes(), model.opinion(), judged), clear.missing(), skipped);
    }

    private String firstReason() {
        return skipped.isEmpty()
                ? "put PNG, JPEG or DICOM files into the class folders"
                : skipped.getFirst().reason();
    }

    private void judge(Labelled image) throws CloudException, CommandFailure {
        try {
            Slice slice = ScanReader.read(image.file(), 1).slice();
            judged.add(judge(image, PatchMaker.cut(slice, Region.whole(slice), model.input())));
        } catch (ScanException e) {
            skipped.add(new Skipped(image.file(), e.getMessage()));
        }
    }

    private Judged judge(Labelled image, Patch patch) throws CloudException, CommandFailure {
        long start = System.nanoTime();
        Classification result = cloud.link().classify(patch, model.id(), Progress.NONE);
        double millis = (System.nanoTime() - start) / 1e6;
        int truth = model.classes().indexOf(image.label());
        Optional<Comparison> comparison =
                ClearModel.compared(() -> clear.reference().map(r -> Comparison.of(result, r, patch)));
        return new Judged(image.file(), truth, result, comparison, millis);
    }
}
