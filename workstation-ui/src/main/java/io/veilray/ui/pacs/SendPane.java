package io.veilray.ui.pacs;

import io.veilray.dicom.pacs.ArchiveProgress;
import io.veilray.dicom.pacs.Stored;
import io.veilray.ui.prefs.ArchiveEntry;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Wrapped;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Says whose files go where, sends them once the user says yes, and tells what became of each. */
final class SendPane extends VBox {
    private static final double WIDTH_PX = 620;

    private final Messages messages;
    private final ArchiveWords words;
    private final KnownArchives known;
    private final ArchiveCalls calls;
    private final List<Path> files;
    private final ArchiveChooser archive;
    private final Label whose = Wrapped.text("");
    private final Label said = Wrapped.text("");
    private final ProgressBar bar = new ProgressBar(0);
    private final TextArea details = new TextArea();
    private final Button send;
    private final Button cancel;
    private final Button close;
    private ArchiveCalls.Call sending;

    SendPane(Messages messages, ArchiveWords words, KnownArchives known, ArchiveCalls calls, List<Path> files) {
        super(12);
        this.messages = messages;
        this.words = words;
        this.known = known;
        this.calls = calls;
        this.files = List.copyOf(files);
        archive = new ArchiveChooser(messages, known);
        send = Parts.button(messages, "pacs.send", "pacs-send");
        cancel = Parts.button(messages, "pacs.cancel", "pacs-cancel");
        close = Parts.button(messages, "pacs.close", "pacs-close");
        setPrefWidth(WIDTH_PX);
        setMaxWidth(WIDTH_PX);
        setId("pacs-send-pane");
        lay();
        busy(false);
        Parts.show(details, false);
        Parts.say(said, known.entries().isEmpty() ? messages.get("pacs.noArchive") : "", true);
        calls.run(() -> {
            String sentence = sentence(Identities.of(files));
            Platform.runLater(() -> whose.setText(sentence));
        });
    }

    private void lay() {
        send.getStyleClass().add("accent");
        send.setOnAction(event -> send());
        cancel.setOnAction(event -> cancel());
        whose.setId("pacs-whose");
        whose.setText(messages.get("pacs.send.reading"));
        said.setId("pacs-said");
        bar.setMaxWidth(Double.MAX_VALUE);
        details.setId("pacs-details");
        details.setEditable(false);
        details.setWrapText(true);
        details.setPrefRowCount(6);
        HBox buttons = new HBox(10, cancel, send, close);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren()
                .addAll(
                        Wrapped.text(messages.get("pacs.send.title"), "heading"),
                        Wrapped.text(messages.get("pacs.send.warning"), "pacs-warning"),
                        whose,
                        archive,
                        Parts.identityNote(messages, "pacs.identity.send"),
                        bar,
                        said,
                        details,
                        buttons);
    }

    private String sentence(Identities identities) {
        String patients = String.join("\n", identities.patients());
        return identities.count() > 1
                ? messages.get("pacs.send.several", files.size(), identities.count()) + "\n" + patients
                : messages.get("pacs.send.whose", files.size()) + "\n" + patients;
    }

    void choose(ArchiveEntry entry) {
        archive.choose(entry);
    }

    void onClose(Runnable what) {
        close.setOnAction(event -> what.run());
    }

    void focusFirst() {
        if (!archive.wantsPassword()) {
            send.requestFocus();
        }
    }

    private void send() {
        Optional<ArchiveEntry> to = archive.chosen();
        if (to.isEmpty()) {
            Parts.say(said, messages.get("pacs.noArchive"), true);
            return;
        }
        if (archive.wantsPassword()) {
            Parts.say(said, messages.get("pacs.password.missing", to.get().name()), true);
            return;
        }
        Parts.show(details, false);
        Parts.say(said, messages.get("pacs.sending", to.get().name()), false);
        ArchiveProgress progress = (done, total, bytes) -> Platform.runLater(() -> reached(done, bytes));
        sending =
                ArchiveAccess.ask(calls, known, to.get(), at -> at.store(files, progress), this::stored, this::failed);
        busy(true);
    }

    private void reached(int done, long bytes) {
        if (sending != null) {
            bar.setProgress((double) done / files.size());
            Parts.say(said, messages.get("pacs.progressOf", done, files.size(), words.megabytes(bytes)), false);
        }
    }

    private void stored(Stored stored) {
        busy(false);
        int kept = stored.files().size();
        boolean all = stored.refusals().isEmpty();
        Parts.say(
                said,
                all
                        ? messages.get("pacs.sent", kept)
                        : messages.get("pacs.sentSome", kept, stored.refusals().size()),
                !all);
        String refused = stored.refusals().stream()
                .map(refusal -> refusal.file().getFileName() + ": " + refusal.sentence())
                .collect(Collectors.joining("\n"));
        String notes = String.join("\n", stored.notes());
        details.setText((refused + "\n" + notes).strip());
        Parts.show(details, !details.getText().isEmpty());
        if (all) {
            Parts.show(send, false);
            close.requestFocus();
        }
    }

    private void failed(Exception problem) {
        busy(false);
        Parts.say(said, words.failure(problem), true);
    }

    boolean cancel() {
        if (sending == null) {
            return false;
        }
        sending.cancel();
        busy(false);
        Parts.say(said, messages.get("pacs.sendCancelled"), true);
        return true;
    }

    private void busy(boolean now) {
        if (!now) {
            sending = null;
        }
        bar.setProgress(0);
        Parts.show(bar, now);
        Parts.show(cancel, now);
        if (now) {
            requestFocus(); // or it would go to Close, and a second Enter would stop it all
        }
        send.setDisable(now);
        archive.setDisable(now);
    }
}
