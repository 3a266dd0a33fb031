package io.veilray.ui.pacs;

import io.veilray.dicom.PrivateFolder;
import io.veilray.dicom.pacs.Archive;
import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Retrieved;
import io.veilray.ui.pacs.QueryPane.Wanted;
import io.veilray.ui.text.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;

/** Fetches into folders that only this user may look into and that go with the window. */
final class Retrieving implements AutoCloseable {
    private static final int MAX_NOTES = 5;

    private final Messages messages;
    private final ArchiveWords words;
    private final ArchiveCalls calls;
    private final KnownArchives known;
    private final List<PrivateFolder> folders = new ArrayList<>();

    Retrieving(Messages messages, ArchiveWords words, ArchiveCalls calls, KnownArchives known) {
        this.messages = messages;
        this.words = words;
        this.calls = calls;
        this.known = known;
    }

    void start(QueryPane pane, Wanted wanted, Consumer<List<Path>> open) {
        ArchiveProgress progress = (done, total, bytes) -> {
            String sentence = progress(done, total.orElse(wanted.objects()), bytes);
            Platform.runLater(() -> {
                if (pane.isBusy()) {
                    pane.say(sentence, false);
                }
            });
        };
        ArchiveCalls.Call call = ArchiveAccess.ask(
                calls,
                known,
                wanted.from(),
                archive -> fetch(archive, wanted, progress),
                retrieved -> arrived(pane, retrieved, open),
                pane::failed);
        pane.running(call, messages.get("pacs.retrieving", wanted.from().name()));
    }

    /** Nothing of what was cancelled or failed stays on the disk. */
    private Retrieved fetch(Archive archive, Wanted wanted, ArchiveProgress progress) throws Exception {
        PrivateFolder folder = folder();
        boolean done = false;
        try {
            Retrieved retrieved = archive.get(wanted.selection(), folder.path(), progress);
            done = true;
            return retrieved;
        } finally {
            if (!done) {
                forget(folder);
            }
        }
    }

    private synchronized void forget(PrivateFolder folder) {
        folders.remove(folder);
        folder.close();
    }

    private String progress(int done, int total, long bytes) {
        return total > 0
                ? messages.get("pacs.progressOf", done, total, words.megabytes(bytes))
                : messages.get("pacs.progress", done, words.megabytes(bytes));
    }

    private synchronized PrivateFolder folder() throws IOException {
        PrivateFolder folder = PrivateFolder.create();
        folders.add(folder);
        return folder;
    }

    /** What came is shown even if something is missing, which is said first. */
    private void arrived(QueryPane pane, Retrieved retrieved, Consumer<List<Path>> open) {
        String notes = String.join(
                "\n",
                retrieved
                        .notes()
                        .subList(0, Math.min(MAX_NOTES, retrieved.notes().size())));
        if (retrieved.files().isEmpty()) {
            pane.over(messages.get("pacs.nothingCame") + (notes.isEmpty() ? "" : "\n" + notes), true);
        } else if (retrieved.failed() > 0) {
            pane.over(
                    messages.get("pacs.incomplete", retrieved.files().size(), retrieved.failed()) + "\n" + notes, true);
            pane.onClose(() -> open.accept(retrieved.files()));
        } else {
            open.accept(retrieved.files());
        }
    }

    @Override
    public synchronized void close() {
        folders.forEach(PrivateFolder::close);
    }
}
