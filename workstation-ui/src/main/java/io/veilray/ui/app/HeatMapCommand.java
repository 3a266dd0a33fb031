package io.veilray.ui.app;

import io.veilray.client.HeatMapRun;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Region;
import io.veilray.region.SlidingWindows;
import io.veilray.result.HeatMap;
import io.veilray.ui.overlay.HeatOverlay;
import io.veilray.ui.report.JsonOutput;
import io.veilray.wire.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "heatmap",
        description = {
            "Slide a window over a region and paint how likely a class is where.",
            "Every window is a private classification of its own, with its own ticket: the server sees how many there are"
                    + " and when, never where they lie or what is in them.",
            "For models made for parts of an image. What a model made for whole images says of a part means little, even"
                    + " where it is sure."
        })
final class HeatMapCommand implements Callable<Integer> {
    private static final int WINDOWS_UNASKED = 200;

    private final Services services;
    private final Console console;

    @Mixin
    private ScanOptions scan;

    @Option(
            names = "--window",
            required = true,
            paramLabel = "W,H",
            converter = Converters.ToWindowSize.class,
            description = "Size of a window in pixels; one number for a square.")
    private WindowSize window;

    @Option(
            names = "--stride",
            paramLabel = "N",
            description = "Pixels from one window to the next; half the window's shorter side if left out.")
    private Optional<Integer> stride = Optional.empty();

    @Option(
            names = "--windows-at-most",
            paramLabel = "N",
            defaultValue = "" + WINDOWS_UNASKED,
            description = "Refuse to run more windows than this. Default: ${DEFAULT-VALUE}.")
    private int most;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = "Class to show. Of two classes the second if left out, which is the finding in the shipped"
                    + " models; of more it must be named.")
    private Optional<String> shown = Optional.empty();

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--out",
            paramLabel = "MAP.png",
            description = "Write the scan with the heat map and its colour bar. May be left out with --json.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--json",
            description = "Print one JSON object with every window, and progress to the error output.")
    private boolean json;

    HeatMapCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (out.isEmpty() && !json) {
            throw new CommandFailure(
                    ExitCode.WRONG_ARGUMENTS,
                    "there is nowhere to put the map: name a picture with --out MAP.png, or ask for --json");
        }
        Optional<Endpoint> endpoint = server.endpoint();
        Job job = scan.job();
        SlidingWindows windows = windows(job.region());
        Optional<OverlayFile> picture =
                out.isPresent() ? Optional.of(OverlayFile.check(out.get(), scan.file(), false)) : Optional.empty();
        try (OpenCloud cloud = OpenCloud.open(endpoint, services, console)) {
            Expiry.warn(console, cloud.link().identity());
            return show(run(cloud, job, windows), picture);
        }
    }

    private SlidingWindows windows(Region over) throws CommandFailure {
        try {
            SlidingWindows windows = new SlidingWindows(
                    over, window.widthPx(), window.heightPx(), stride.orElse(Math.max(1, window.shorterPx() / 2)));
            if (windows.count() > most) {
                throw new CommandFailure(
                        ExitCode.WRONG_ARGUMENTS,
                        windows.count() + " windows are more than " + most
                                + ": choose a longer --stride or a smaller --region, or allow them with"
                                + " --windows-at-most " + windows.count());
            }
            return windows;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.WRONG_ARGUMENTS, e.getMessage(), e);
        }
    }

    private HeatMapReport run(OpenCloud cloud, Job job, SlidingWindows windows) throws CloudException, CommandFailure {
        ModelInfo info = cloud.model(job.model());
        if (info.network().rules().classOnly()) {
            throw new CommandFailure(ExitCode.WRONG_ARGUMENTS, HeatMap.needsProbabilities(info.id()));
        }
        int classIndex = shownClass(info.classes(), info.id());
        HeatMapLines lines = new HeatMapLines(line -> console.note(json, line));
        lines.before(info, windows, info.classes().get(classIndex));
        HeatMapRun run = new HeatMapRun(cloud.link()::classify, info);
        HeatMapRun.Outcome outcome = run.run(job.scan().slice(), windows, lines);
        return new HeatMapReport(
                job.scan(),
                info,
                outcome,
                classIndex,
                lines.seconds(),
                cloud.link().identity());
    }

    private int shownClass(List<String> classes, String id) throws CommandFailure {
        if (shown.isEmpty() && classes.size() == 2) {
            return 1;
        }
        int index = shown.map(classes::indexOf).orElse(-1);
        if (index < 0) {
            throw new CommandFailure(
                    ExitCode.WRONG_ARGUMENTS,
                    shown.map(name -> "--class \"" + name + "\" is no class of " + id)
                                    .orElse(id + " has " + classes.size() + " classes")
                            + ": choose with --class one of " + String.join(", ", classes));
        }
        return index;
    }

    /** Of a run that failed midway what was done is shown, marked as incomplete, before the failure is. */
    private int show(HeatMapReport report, Optional<OverlayFile> picture) throws CloudException, CommandFailure {
        Optional<CloudException> failure = report.outcome().failure();
        if (report.map().examined().isEmpty() && failure.isPresent()) {
            throw failure.get();
        }
        if (picture.isPresent()) {
            picture.get()
                    .write(HeatOverlay.paint(
                            report.scan().slice(), report.scan().description(), report.map(), report.classIndex()));
        }
        Optional<Path> path = picture.map(OverlayFile::path);
        if (json) {
            console.result(JsonOutput.text(report.json(path)));
        } else {
            report.lines(path).forEach(console::result);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return ExitCode.OK.number();
    }
}
