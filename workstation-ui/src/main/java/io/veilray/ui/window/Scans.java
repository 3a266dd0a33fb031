package io.veilray.ui.window;

import io.veilray.client.LocalCloud;
import io.veilray.dicom.derived.StoredResult;
import io.veilray.ui.scan.Opened;
import io.veilray.ui.scan.OpeningProgress;
import io.veilray.ui.scan.ScanOpener;
import io.veilray.ui.scan.Series;
import io.veilray.ui.scan.SkippedFile;
import io.veilray.ui.stored.StoredResults;
import io.veilray.ui.text.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.VBox;

/** Opens scans in the background and says what was left out. */
final class Scans implements AutoCloseable {
    private final ScanOpener opener = new ScanOpener();
    private final List<Opened> open = new ArrayList<>();
    private final Messages messages;
    private final Background background;
    private final StatusLine status;
    private final Dialogs dialogs;
    private final Consumer<List<Series>> show;
    private final StoredResults stored;
    private Future<?> running;

    /** @param stored takes the results that lie beside the images */
    Scans(
            Messages messages,
            Background background,
            StatusLine status,
            Dialogs dialogs,
            StoredResults stored,
            Consumer<List<Series>> show) {
        this.stored = stored;
        this.messages = messages;
        this.background = background;
        this.status = status;
        this.dialogs = dialogs;
        this.show = show;
    }

    void open(List<Path> paths) {
        if (!paths.isEmpty()) {
            start(() -> opener.open(paths, progress()), show);
        }
    }

    /** @param then hears the series of the last sample, which has something to find */
    void openSample(LocalCloud local, Consumer<List<Series>> then) {
        start(
                () -> {
                    Path folder = Files.createTempDirectory("veilray-samples-");
                    folder.toFile().deleteOnExit();
                    List<Path> samples = local.writeSamples(folder);
                    samples.forEach(sample -> sample.toFile().deleteOnExit());
                    return opener.open(List.of(samples.getLast()), OpeningProgress.SILENT);
                },
                then);
    }

    private void start(java.util.concurrent.Callable<Opened> work, Consumer<List<Series>> then) {
        status.busy(true);
        running = background.run(
                work,
                opened -> {
                    status.busy(false);
                    open.add(opened);
                    then.accept(opened.series());
                    stored.add(opened.results());
                    report(opened);
                },
                problem -> {
                    status.busy(false);
                    status.say(messages.get("window.openFailed", String.valueOf(problem.getMessage())));
                });
    }

    private OpeningProgress progress() {
        return (done, found) -> {
            if (done % 16 == 0) {
                Platform.runLater(() -> status.say(messages.get("window.opening", done, found)));
            }
        };
    }

    void cancel() {
        if (running != null && !running.isDone()) {
            running.cancel(true);
            status.busy(false);
            status.say(messages.get("window.openCancelled"));
        }
    }

    private void report(Opened opened) {
        List<SkippedFile> skipped = opened.skipped();
        status.say(messages.get("window.opened", opened.series().size(), skipped.size()) + results(opened));
        if (!skipped.isEmpty()) {
            ListView<String> list = new ListView<>(FXCollections.observableList(
                    skipped.stream().map(SkippedFile::sentence).toList()));
            list.setId("skipped");
            list.setCellFactory(view -> new WrappedCell());
            list.setPrefSize(560, 280);
            Label heading = new Label(messages.get("window.skipped", skipped.size()));
            heading.getStyleClass().add("heading");
            heading.setWrapText(true);
            dialogs.show(new VBox(10, heading, list), messages.get("window.close"));
        }
    }

    /** Counts results, of which each may lie in several files. */
    private String results(Opened opened) {
        long results = opened.results().stream()
                .map(StoredResult::trackingUid)
                .distinct()
                .count();
        if (results == 0) {
            return "";
        }
        long elsewhere = stored.without(
                open.stream().flatMap(each -> each.series().stream()).toList());
        return " " + messages.get("stored.opened", results)
                + (elsewhere > 0 ? " " + messages.get("stored.withoutImage", elsewhere) : "");
    }

    @Override
    public void close() {
        open.forEach(Opened::close);
    }
}
