package io.veilray.ui.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.application.Application;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "view", description = "Open the workstation's window, with a synthetic sample if no file is named.")
final class ViewCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Files, folders, zip files or DICOMDIRs to open.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new CommandFailure(ExitCode.FILE, file + " does not exist: check the path");
            }
        }
        try {
            Application.launch(
                    WorkstationApp.class, files.stream().map(Path::toString).toArray(String[]::new));
        } catch (UnsupportedOperationException e) { // what JavaFX throws where there is no screen
            throw new CommandFailure(
                    ExitCode.FILE,
                    "no screen can be used (" + e.getMessage()
                            + "): start it on a desktop; on Linux install GTK 3, for example with"
                            + " \"apt install libgtk-3-0\"",
                    e);
        } catch (RuntimeException e) { // JavaFX wraps the interruption by a signal
            if (e.getCause() instanceof InterruptedException stopped) {
                throw stopped;
            }
            throw e;
        }
        return ExitCode.OK.number();
    }
}
