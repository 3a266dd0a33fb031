package io.veilray.ui.window;

import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.report.ExportException;
import io.veilray.ui.report.Finding;
import io.veilray.ui.report.ResultExport;
import io.veilray.ui.text.Messages;
import java.nio.file.Path;
import java.util.List;

/** Saves results: the selected one as a picture, all of the series as a table or as data. */
final class Exports {
    private final Workstation window;
    private final FileQuestions files;
    private final Messages messages;

    Exports(Workstation window, FileQuestions files) {
        this.window = window;
        this.files = files;
        this.messages = window.messages();
    }

    /** @param kind {@code png}, {@code csv} or {@code json} */
    void save(String kind) {
        List<ClassifyResult> all = window.current().orElseThrow().results().all();
        ClassifyResult selected = window.selectedResult().orElse(all.getFirst());
        List<Finding> findings = all.stream().map(Finding::of).toList();
        Finding shown = Finding.of(selected);
        files.fileToSave("veilray-" + (kind.equals("png") ? "result" : "results"), kind)
                .ifPresent(file -> window.background()
                        .run(
                                () -> write(kind, shown, findings, file),
                                written -> window.status().say(messages.get("window.saved", written)),
                                this::failed));
    }

    private static Path write(String kind, Finding shown, List<Finding> all, Path file) throws ExportException {
        switch (kind) {
            case "png" -> ResultExport.png(shown, true, file);
            case "csv" -> ResultExport.csv(all, file);
            default -> ResultExport.json(all, file);
        }
        return file;
    }

    private void failed(Exception problem) {
        window.status().say(problem instanceof ExportException export ? export.sentence(messages) : problem.toString());
    }
}
