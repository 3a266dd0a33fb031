package io.veilray.ui.app;

import io.veilray.client.LocalCloud;
import io.veilray.region.Region;
import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description =
                "Show the whole line offline: a synthetic scan, a server on this computer, the result drawn on it.")
final class DemoCommand implements Callable<Integer> {
    /** Both lungs of the sample scans, whose generator names the same rectangle. */
    static final Region LUNGS = new Region(60, 60, 400, 400);

    private final Services services;
    private final Console console;

    @Option(
            names = "--out",
            paramLabel = "OVERLAY.png",
            description = "Where to write the overlay; into a new temporary folder if left out.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--open", description = "Open the overlay with the desktop's viewer.")
    private boolean open;

    DemoCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        LocalCloud localCloud = services.requireLocalCloud();
        Path target = out.isPresent()
                ? out.get()
                : Files.createTempDirectory("veilray-demo-").resolve("overlay.png");
        OverlayFile overlay = OverlayFile.check(target, true);
        Path sample = sample(localCloud, target);
        Job job = Job.of(sample, 1, Optional.of(LUNGS), ModelChoice.FIRST);
        console.result("A synthetic scan, drawn and not taken: " + sample);
        Job.Outcome outcome = classify(job);
        overlay.write(outcome);
        int code = new Report(console, false, Optional.empty())
                .show(outcome, Optional.of(target.toAbsolutePath()), List.of());
        openIfAsked(target);
        return code;
    }

    /** Draws the samples beside the overlay and takes the last one, which has something to find. */
    private static Path sample(LocalCloud cloud, Path overlay) throws CommandFailure {
        Path folder = overlay.toAbsolutePath().resolveSibling("veilray-samples");
        try {
            List<Path> samples = cloud.writeSamples(folder);
            return samples.getLast();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FILE, folder + " cannot be written: choose another place for the overlay with --out", e);
        }
    }

    private Job.Outcome classify(Job job) throws Exception {
        StageLines stages = new StageLines(console::result);
        stages.connecting("a server started on this computer");
        try (OpenCloud cloud = OpenCloud.local(services)) {
            return job.run(cloud, true, stages);
        }
    }

    private void openIfAsked(Path target) throws IOException {
        if (open && !GraphicsEnvironment.isHeadless() && Desktop.isDesktopSupported()) {
            Desktop.getDesktop().open(target.toFile());
        }
    }
}
