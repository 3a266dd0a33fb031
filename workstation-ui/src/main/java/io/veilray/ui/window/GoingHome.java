package io.veilray.ui.window;

import io.veilray.dicom.derived.DerivedObjects;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.Review;
import io.veilray.ui.dialog.DicomExportPane;
import io.veilray.ui.report.DicomExport;
import io.veilray.ui.report.ExportException;
import io.veilray.ui.report.Finding;
import io.veilray.ui.scan.SliceOrigin;
import io.veilray.ui.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Accepted results go back to where their images came from: as DICOM files in a folder, or to an archive. */
final class GoingHome {
    private final Workstation window;
    private final FileQuestions files;
    private final Messages messages;

    GoingHome(Workstation window, FileQuestions files) {
        this.window = window;
        this.files = files;
        this.messages = window.messages();
    }

    void export() {
        ask(messages.get("dicom.export.folder"), export -> files.folderToSaveIn()
                .ifPresent(folder ->
                        write(export, folder, written -> window.status().say(sentence(written, folder)))));
    }

    /**
     * Writes the objects where only this user reads them, for as long as sending may take.
     *
     * @param sender asks the user for an archive and sends files there
     */
    void send(Consumer<List<Path>> sender) {
        ask(messages.get("dicom.export.send"), export -> {
            try {
                Path folder = Files.createTempDirectory("veilray-send-");
                write(export, folder, written -> {
                    deleteWhenDone(folder, written.files());
                    sender.accept(written.files());
                });
            } catch (IOException e) {
                window.status().say(messages.get("dicom.noRoom", String.valueOf(e.getMessage())));
            }
        });
    }

    /** When the program ends, as nobody tells how long an archive takes; in the reverse order of this. */
    private static void deleteWhenDone(Path folder, List<Path> files) {
        folder.toFile().deleteOnExit();
        files.forEach(file -> file.toFile().deleteOnExit());
    }

    /** What the user chose of which result. */
    private record Export(DicomExport what, DicomExportPane.Choice choice) {}

    private void ask(String goText, Consumer<Export> then) {
        ClassifyResult result = window.selectedResult().orElseThrow();
        Optional<SliceOrigin> origin = origin(result);
        if (result.review().verdict() != Review.Verdict.ACCEPTED) {
            window.status().say(messages.get("dicom.why.accept"));
        } else if (origin.isEmpty()) {
            window.status().say(messages.get("dicom.why.picture"));
        } else {
            Finding finding = Finding.of(result);
            window.dialogs()
                    .show(new DicomExportPane(
                            messages,
                            goText,
                            choice -> {
                                window.dialogs().hide();
                                then.accept(
                                        new Export(new DicomExport(finding, origin.get(), choice.verifier()), choice));
                            },
                            window.dialogs()::hide));
        }
    }

    private static Optional<SliceOrigin> origin(ClassifyResult result) {
        OpenSeries.Place place = OpenSeries.place(result);
        return place.series().series().origin(place.slice());
    }

    private void write(Export export, Path folder, Consumer<DerivedObjects.Written> then) {
        window.background()
                .run(() -> export.what().write(export.choice().kinds(), folder), then, problem -> window.status()
                        .say(problem instanceof ExportException known ? known.sentence(messages) : problem.toString()));
    }

    private String sentence(DerivedObjects.Written written, Path folder) {
        String leftOut = written.leftOut().entrySet().stream()
                .map(each -> " "
                        + messages.get("dicom.leftOut." + each.getValue(), messages.get("dicom.kind." + each.getKey())))
                .collect(Collectors.joining());
        return messages.get("dicom.written", written.files().size(), folder) + leftOut;
    }
}
