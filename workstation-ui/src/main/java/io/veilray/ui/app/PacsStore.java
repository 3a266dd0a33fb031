package io.veilray.ui.app;

import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "store", description = "Send DICOM files to the archive, with the identity that is in them.")
final class PacsStore implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PacsOptions archive;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "DICOM files, or folders with nothing else in them.")
    private List<Path> given;

    PacsStore(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        List<Path> files = files();
        try (PacsOptions options = archive;
                Archive open = options.open()) {
            Stored stored = open.store(files, new TransferLines(console));
            stored.notes().forEach(console::error);
            stored.refusals()
                    .forEach(refusal -> console.error(refusal.file().getFileName() + ": " + refusal.sentence()));
            console.result(stored.files().size() + " of " + files.size() + " files are in the archive.");
            return TransferLines.end(stored.refusals().size(), "Not stored");
        }
    }

    private List<Path> files() throws CommandFailure {
        List<Path> files = new ArrayList<>();
        for (Path path : given) {
            try (Stream<Path> below = Files.walk(path)) {
                below.filter(Files::isRegularFile).sorted().forEach(files::add);
            } catch (IOException | UncheckedIOException e) {
                throw new CommandFailure(
                        ExitCode.FILE, path + " cannot be read: check the path and its permissions", e);
            }
        }
        return files;
    }
}
