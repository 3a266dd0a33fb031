package io.veilray.ui.pacs;

import io.veilray.dicom.pacs.ArchiveAddress;
import io.veilray.dicom.pacs.ArchiveException;
import io.veilray.dicom.pacs.ArchiveException.Reason;
import io.veilray.dicom.pacs.Archives;
import io.veilray.ui.prefs.ArchiveEntry;
import io.veilray.ui.prefs.ArchivesFile;
import io.veilray.ui.text.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.scene.layout.Region;

/**
 * The archives of one window: asks, fetches and sends as its user wants, and nothing by itself. On the JavaFX thread; the
 * network and the disk are elsewhere.
 */
public final class ArchiveAccess implements AutoCloseable {
    private final Messages messages;
    private final ArchiveWords words;
    private final ArchiveWindow window;
    private final ArchivesFile file;
    private final KnownArchives known = new KnownArchives();
    private final ArchiveCalls calls;
    private final Retrieving retrieving;
    private Optional<QueryPane> query = Optional.empty();
    private Optional<SendPane> sending = Optional.empty();
    private String problem = "";

    /** @param file where the list of archives is kept */
    public ArchiveAccess(Messages messages, ArchiveWindow window, ArchivesFile file) {
        this(messages, window, file, Archives::open);
    }

    ArchiveAccess(Messages messages, ArchiveWindow window, ArchivesFile file, ArchiveCalls.Opener opener) {
        this.messages = messages;
        this.window = window;
        this.file = file;
        words = new ArchiveWords(messages);
        calls = new ArchiveCalls(opener);
        retrieving = new Retrieving(messages, words, calls, known);
        calls.run(this::read);
    }

    private void read() {
        try {
            List<ArchiveEntry> read = file.read();
            Platform.runLater(() -> begin(read));
        } catch (IOException e) {
            Platform.runLater(() -> {
                problem = messages.get("pacs.notRead", String.valueOf(e.getMessage()));
                begin(List.of());
            });
        }
    }

    /** What the user did before the list was read stays in it. */
    private void begin(List<ArchiveEntry> read) {
        known.entries().addAll(0, read);
        known.entries().addListener((ListChangeListener<ArchiveEntry>) change -> save());
    }

    private void save() {
        List<ArchiveEntry> now = List.copyOf(known.entries());
        calls.run(() -> {
            try {
                file.write(now);
            } catch (IOException e) {
                Platform.runLater(() -> problem = messages.get("pacs.notSaved", String.valueOf(e.getMessage())));
            }
        });
    }

    /** Shows the pane that asks archives for studies. */
    public void query() {
        QueryPane pane = new QueryPane(messages, words, known, calls);
        pane.onWanted(wanted -> retrieving.start(pane, wanted, files -> {
            hide();
            window.open(files);
        }));
        pane.onClose(this::hide);
        query = Optional.of(pane);
        window.show(pane);
        pane.focusFirst();
        if (!problem.isEmpty()) {
            pane.say(problem, true);
        }
    }

    /** Lets the user choose an archive and send files there, after saying that they carry the patient's identity. */
    public void send(List<Path> files) {
        send(files, Optional.empty());
    }

    /** The same with an archive chosen already; the user still has to say yes. */
    public void send(List<Path> files, ArchiveAddress to) {
        send(files, known.named(to.name()));
    }

    private void send(List<Path> files, Optional<ArchiveEntry> to) {
        if (files.isEmpty()) {
            return;
        }
        SendPane pane = new SendPane(messages, words, known, calls, files);
        to.ifPresent(pane::choose);
        pane.onClose(this::hide);
        sending = Optional.of(pane);
        window.show(pane);
        pane.focusFirst();
    }

    private void hide() {
        cancel();
        query = Optional.empty();
        sending = Optional.empty();
        window.hide();
    }

    /** The archives' part of the settings. */
    public Region settings() {
        return new ArchiveSettings(messages, words, known, calls);
    }

    /** The archives that the user has set up. */
    public List<ArchiveAddress> addresses() {
        return known.entries().stream().map(KnownArchives::address).toList();
    }

    /** Esc: stops a search, a retrieval or a sending that is shown; false if there is none. */
    public boolean cancel() {
        return query.filter(pane -> pane.getScene() != null && pane.cancel()).isPresent()
                || sending.filter(pane -> pane.getScene() != null && pane.cancel())
                        .isPresent();
    }

    /** Asks an archive of the list; a description that cannot be used fails as an archive does. */
    static <T> ArchiveCalls.Call ask(
            ArchiveCalls calls,
            KnownArchives known,
            ArchiveEntry at,
            ArchiveCalls.Question<T> question,
            Consumer<T> done,
            Consumer<Exception> failed) {
        return calls.ask(() -> address(at), known.options(at), question, done, failed);
    }

    private static ArchiveAddress address(ArchiveEntry at) throws ArchiveException {
        try {
            return KnownArchives.address(at);
        } catch (IllegalArgumentException e) {
            throw new ArchiveException(Reason.UNSUPPORTED, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        calls.close();
        retrieving.close();
        known.close();
    }
}
