package io.veilray.ui.window;

import io.veilray.dicom.PrivateFolder;
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
        ask(messages.get("dicom.export.send"), export -> window.background()
                .run(() -> written(export), sender, this::failed));
    }

    /** The folder goes when the program ends, as nobody tells how long an archive takes; at once if nothing is sent. */
    private static List<Path> written(Export export) throws IOException, ExportException {
        PrivateFolder folder = PrivateFolder.create();
        boolean done = false;
        try {
            List<Path> files = write(export, folder.path()).files();
            done = true;
            return files;
        } finally {
            if (!done) {
                folder.close();
            }
        }
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
        window.background().run(() -> write(export, folder), then, this::failed);
    }

    private static DerivedObjects.Written write(Export export, Path folder) throws ExportException {
        return export.what().write(export.choice().kinds(), folder);
    }

    private void failed(Throwable problem) {
        window.status()
                .say(
                        switch (problem) {
                            case ExportException known -> known.sentence(messages);
                            case IOException disk -> messages.get("dicom.noRoom", String.valueOf(disk.getMessage()));
                            default -> problem.toString();
                        });
    }

    private String sentence(DerivedObjects.Written written, Path folder) {
        String leftOut = written.leftOut().entrySet().stream()
                .map(each -> " "
                        + messages.get("dicom.leftOut." + each.getValue(), messages.get("dicom.kind." + each.getKey())))
                .collect(Collectors.joining());
        return messages.get("dicom.written", written.files().size(), folder) + leftOut;
    }
}
