package io.veilray.ui.app;

import io.veilray.client.LocalCloud;
import io.veilray.client.Progress;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.region.PatchMaker;
import io.veilray.region.Region;
import io.veilray.result.Classification;
import io.veilray.ui.classify.Comparison;
import io.veilray.ui.scan.Scan;
import io.veilray.ui.scan.ScanException;
import io.veilray.ui.scan.ScanReader;
import java.nio.file.Path;
import java.util.Optional;

/** One region of one scan to be classified: opened and checked before anything connects. */
record Job(Scan scan, Region region, ModelChoice model) {
    /** What came of it. */
    record Outcome(Job job, Classification result, Optional<Comparison> comparison) {}

    /** @param region empty for the whole scan */
    static Job of(Path file, int frame, Optional<Region> region, ModelChoice model)
            throws ScanException, CommandFailure {
        Scan scan = ScanReader.read(file, frame);
        try {
            Region chosen = region.orElseGet(() -> Region.whole(scan.slice()));
            chosen.requireWithin(scan.slice().widthPx(), scan.slice().heightPx());
            return new Job(scan, chosen, model);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.FILE, e.getMessage(), e);
        }
    }

    /** @param compare whether to run the model in the clear too, which only a local cloud can */
    Outcome run(OpenCloud cloud, boolean compare, Progress progress) throws CloudException, CommandFailure {
        ModelInfo info = cloud.model(model);
        Patch patch = PatchMaker.cut(scan.slice(), region, info.input());
        Classification result = cloud.link().classify(patch, info.id(), progress);
        if (!compare || cloud.running().isEmpty()) {
            return new Outcome(this, result, Optional.empty());
        }
        LocalCloud.PlaintextReference clear = cloud.running().get().plaintext(info.id());
        Comparison comparison = ClearModel.compared(() -> Comparison.of(result, clear, patch));
        return new Outcome(this, result, Optional.of(comparison));
    }
}
