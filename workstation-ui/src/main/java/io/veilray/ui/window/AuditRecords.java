package io.veilray.ui.window;

import io.veilray.audit.AuditTrail;
import io.veilray.audit.RequestNumber;
import io.veilray.ui.audit.AuditPane;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.text.Messages;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the audit trail, looks through it and saves a copy, as the user asks. */
final class AuditRecords {
    private final Workstation window;
    private final FileQuestions files;
    private final Messages messages;

    AuditRecords(Workstation window, FileQuestions files) {
        this.window = window;
        this.files = files;
        this.messages = window.messages();
    }

    /** The newest entries. */
    void show() {
        show(Optional.empty());
    }

    /** The record of what that result sent. */
    void show(ClassifyResult result) {
        show(window.audit().number(result));
    }

    /** @param selected whose record is shown in full */
    void show(Optional<RequestNumber> selected) {
        AuditTrail trail = window.audit().trail();
        window.audit()
                .ask(
                        () -> trail.newest(AuditPane.MAX_ROWS),
                        entries -> {
                            AuditPane pane = new AuditPane(messages, trail.folder(), entries);
                            pane.onVerify(() -> verify(pane));
                            pane.onExport(() -> export(pane));
                            if (!window.dialogs().isOpen()) {
                                window.dialogs().show(pane, messages.get("window.close"));
                                selected.ifPresent(pane::select); // which takes the focus from the button
                            }
                        },
                        problem -> window.status().say(unreadable(problem)));
    }

    private void verify(AuditPane pane) {
        window.audit()
                .ask(window.audit().trail()::verify, pane::verified, problem -> pane.say(unreadable(problem), false));
    }

    private void export(AuditPane pane) {
        files.fileToSave("veilray-audit", "log").ifPresent(file -> window.audit()
                .ask(
                        () -> copy(file),
                        saved -> pane.say(messages.get("window.saved", saved), true),
                        problem -> pane.say(
                                messages.get("audit.notSaved", file, String.valueOf(problem.getMessage())), false)));
    }

    private Path copy(Path file) throws java.io.IOException {
        window.audit().trail().export(file);
        return file;
    }

    private String unreadable(Exception problem) {
        return messages.get("audit.notRead", window.audit().trail().folder(), String.valueOf(problem.getMessage()));
    }
}
