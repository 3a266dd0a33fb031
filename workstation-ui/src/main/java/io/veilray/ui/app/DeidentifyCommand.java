package io.veilray.ui.app;

import io.veilray.dicom.deidentify.DeidentifiedExport;
import io.veilray.dicom.deidentify.Exported;
import io.veilray.dicom.deidentify.PixelRisk;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "deidentify",
        description = "Copy DICOM files without what says who the patient is. The pixels stay as they are.")
final class DeidentifyCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "IN", description = "DICOM files, and folders that are searched for them.")
    private List<Path> sources;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "Where to write the copies; empty, or made if it is absent.")
    private Path out;

    @Option(
            names = "--pixels-checked",
            description = "Also write images whose pixels may show a name or a face: you have looked at them.")
    private boolean pixelsChecked;

    DeidentifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandFailure {
        requireSources();
        Exported exported = export();
        console.result(exported.objects() + (exported.objects() == 1 ? " object" : " objects") + " written to " + out
                + ": identity removed after DICOM PS3.15 Annex E, basic profile; pixels as they were.");
        if (exported.risky() > 0) {
            console.result("Of these, " + exported.risky() + " may show who the patient is in their pixels.");
        }
        if (exported.others() > 0) {
            console.result("Other files in the folders: " + exported.others() + ", passed over.");
        }
        exported.leftOut().forEach(file -> console.error("left out: " + file.file() + " " + reason(file)));
        return (exported.leftOut().isEmpty() ? ExitCode.OK : ExitCode.FILE).number();
    }

    private void requireSources() throws CommandFailure {
        for (Path source : sources) {
            if (!Files.exists(source)) {
                throw new CommandFailure(ExitCode.FILE, source + " is no file and no folder: check the path");
            }
        }
    }

    private Exported export() throws CommandFailure {
        try {
            if (!DeidentifiedExport.isFree(out)) {
                throw new CommandFailure(
                        ExitCode.FILE,
                        "--out " + out + " is not empty: choose an empty folder, or one that is not there");
            }
            return DeidentifiedExport.write(sources, out, pixelsChecked, done -> {});
        } catch (ClosedByInterruptException e) {
            throw new CommandFailure(ExitCode.CANCELLED, "Interrupted: the copies in " + out + " are not complete", e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FILE, "--out " + out + " could not be written in full: check the disk and permissions", e);
        }
    }

    private static String reason(Exported.LeftOut file) {
        return file.risk().map(DeidentifyCommand::reason).orElse(file.problem());
    }

    private static String reason(PixelRisk risk) {
        String why =
                switch (risk) {
                    case BURNED_IN -> "says that text is burned into its pixels";
                    case RECOGNISABLE -> "says that the patient can be recognised in its pixels";
                    case CAPTURED -> "was captured from a screen, a film or paper, and its pixels may show a name";
                    case USUAL -> "is of a kind whose pixels often show a name";
                    case OVERLAY_BITS -> "has an overlay in unused bits of its pixels, which may show a name";
                };
        return why + ": look at it, and give --pixels-checked if it shows nobody";
    }
}
