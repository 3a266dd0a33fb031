package io.veilray.ui.app;

import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.MoveReceiver;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.dicom.pacs.Selection;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "get", description = "Fetch a study, a series or one object as DICOM files, as the archive keeps them.")
final class PacsGet implements Callable<Integer> {
    private final Console console;

    @Mixin
    private PacsOptions archive;

    @Option(names = "--study", required = true, paramLabel = "UID", description = "Of the study.")
    private String study;

    @Option(names = "--series", paramLabel = "UID", description = "Only this series.")
    private Optional<String> series = Optional.empty();

    @Option(names = "--instance", paramLabel = "UID", description = "Only this object; with --series.")
    private Optional<String> instance = Optional.empty();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "Where to write the files, each named UID.dcm; made if it is absent.")
    private Path out;

    @ArgGroup(exclusive = false)
    private Move move;

    static final class Move {
        @Option(
                names = "--move",
                required = true,
                description =
                        "Fetch by C-MOVE: the archive connects to this computer, and must know it by AE title, host and port.")
        private boolean move;

        @Option(
                names = "--listen-port",
                required = true,
                paramLabel = "N",
                description = "Where to listen meanwhile, for the archive only.")
        private int port;

        @Option(
                names = "--listen-host",
                paramLabel = "ADDRESS",
                description = "At which address of this computer; all if left out.")
        private String host = "0.0.0.0";
    }

    PacsGet(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Selection selection = PacsOptions.checked(() -> new Selection(study, series, instance));
        Optional<MoveReceiver> receiver = move == null
                ? Optional.empty()
                : Optional.of(PacsOptions.checked(() -> new MoveReceiver(move.host, move.port)));
        try (PacsOptions options = archive;
                Archive open = options.open(receiver)) {
            Retrieved got = open.get(selection, out, new TransferLines(console));
            got.notes().forEach(console::error);
            console.result("Objects in " + out + ": " + got.files().size() + ".");
            return TransferLines.end(got.failed(), "Not fetched");
        }
    }
}
