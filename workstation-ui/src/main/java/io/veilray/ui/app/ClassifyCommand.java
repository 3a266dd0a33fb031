package io.veilray.ui.app;

import io.veilray.ui.classify.TlsIdentity;
import io.veilray.wire.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "classify", description = "Classify a region of a scan without showing it to the server.")
final class ClassifyCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Mixin
    private ScanOptions scan;

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--out",
            paramLabel = "OVERLAY.png",
            description = "Write the scan with region, class and probabilities drawn on and beside it.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--evidence",
            description = "Paint the evidence map over the region, if the model gives one; with --out.")
    private boolean evidence;

    @Option(
            names = "--dicom-out",
            paramLabel = "FOLDER",
            description =
                    "Write the result as DICOM objects of the scan's own study: report, segmentations, presentation"
                            + " state and picture. They name the patient, as the scan does.")
    private Optional<Path> dicomOut = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object, and stages to the error output.")
    private boolean json;

    @Option(
            names = "--compare-plaintext",
            description = "Also run the model in the clear on this computer and compare; not with --server.")
    private boolean compare;

    ClassifyCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (compare && !server.isLocal()) {
            throw new CommandFailure(
                    ExitCode.WRONG_ARGUMENTS,
                    "--compare-plaintext needs the model on this computer: leave out --server, or leave out the comparison");
        }
        Optional<Endpoint> endpoint = server.endpoint();
        Job job = scan.job();
        Optional<OverlayFile> overlay =
                out.isPresent() ? Optional.of(OverlayFile.check(out.get(), scan.file(), evidence)) : Optional.empty();
        Optional<DicomFolder> objects = dicomOut.isPresent()
                ? Optional.of(DicomFolder.check(dicomOut.get(), scan.file(), scan.frame()))
                : Optional.empty();
        return run(job, endpoint, overlay, objects);
    }

    private int run(Job job, Optional<Endpoint> endpoint, Optional<OverlayFile> overlay, Optional<DicomFolder> objects)
            throws Exception {
        StageLines stages = new StageLines(line -> console.note(json, line));
        stages.connecting(endpoint.map(Endpoint::toString).orElse("the local server"));
        Job.Outcome outcome;
        Optional<TlsIdentity> identity;
        try (OpenCloud cloud = OpenCloud.open(endpoint, services, console)) {
            identity = cloud.link().identity();
            Expiry.warn(console, identity);
            outcome = job.run(cloud, compare, stages);
        }
        if (overlay.isPresent()) {
            overlay.get().write(outcome);
        }
        List<Path> files = objects.isPresent() ? objects.get().write(outcome) : List.of();
        return new Report(console, json, identity).show(outcome, overlay.map(OverlayFile::path), files);
    }
}
