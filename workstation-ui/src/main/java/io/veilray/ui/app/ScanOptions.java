package io.veilray.ui.app;

import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Region;
import io.veilray.ui.scan.ScanException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is to be looked at, and by which model. */
final class ScanOptions {
    @Parameters(paramLabel = "FILE", description = "A PNG, JPEG or DICOM file.")
    private Path file;

    @Option(
            names = "--region",
            paramLabel = "X,Y,W,H",
            converter = Converters.ToRegion.class,
            description = "Rectangle in pixels; the top left one is 0,0. The whole image if left out.")
    private Optional<Region> region = Optional.empty();

    @Option(
            names = "--frame",
            paramLabel = "N",
            defaultValue = "1",
            description = "Frame of a multi-frame DICOM file; the first is 1.")
    private int frame;

    @Option(names = "--model", paramLabel = "ID", description = "Model to use; the server's first if left out.")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = Converters.ToMode.class,
            description = "How the model runs, and so what stays secret: masked, strict or quadratic, if the server has"
                    + " it so. As its card says if left out.")
    private Optional<NonlinearMode> mode = Optional.empty();

    Path file() {
        return file;
    }

    /** From 1. */
    int frame() {
        return frame;
    }

    /** Opens the scan and checks the region. */
    Job job() throws ScanException, CommandFailure {
        return Job.of(file, frame, region, new ModelChoice(model, mode));
    }
}
