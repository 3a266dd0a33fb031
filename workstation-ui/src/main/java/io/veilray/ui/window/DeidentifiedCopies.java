package io.veilray.ui.window;

import io.veilray.dicom.deidentify.DeidentifiedExport;
import io.veilray.dicom.deidentify.Exported;
import io.veilray.ui.scan.Series;
import io.veilray.ui.text.Messages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Writes the files of the series on the screen without identity, after saying what that does and does not take out. */
final class DeidentifiedCopies {
    private static final double TEXT_WIDTH = 520;

    private final Workstation window;
    private final FileQuestions files;
    private final Messages messages;

    DeidentifiedCopies(Workstation window, FileQuestions files) {
        this.window = window;
        this.files = files;
        this.messages = window.messages();
    }

    void ask() {
        List<Path> sources = sources(window.current().orElseThrow().series());
        if (sources.isEmpty()) {
            window.status().say(messages.get("deidentify.noFiles"));
            return;
        }
        CheckBox checked = new CheckBox(messages.get("deidentify.checked"));
        checked.setId("pixels-checked");
        checked.setWrapText(true);
        checked.setMaxWidth(TEXT_WIDTH);
        VBox box = new VBox(
                12,
                heading(messages.get("deidentify.heading", sources.size())),
                text("deidentify.removed"),
                text("deidentify.pixels"),
                text("deidentify.archive"),
                checked,
                buttons(sources, checked));
        box.setId("deidentify");
        window.dialogs().show(box);
    }

    private static List<Path> sources(Series series) {
        return IntStream.range(0, series.slices())
                .mapToObj(series::source)
                .flatMap(source -> source.stream())
                .distinct()
                .toList();
    }

    private HBox buttons(List<Path> sources, CheckBox checked) {
        Button cancel = new Button(messages.get("window.cancel"));
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> window.dialogs().hide());
        Button choose = new Button(messages.get("deidentify.choose"));
        choose.setId("deidentify-choose");
        choose.setDefaultButton(true);
        choose.setOnAction(event -> files.folderToSaveIn().ifPresent(folder -> {
            window.dialogs().hide();
            write(sources, folder, checked.isSelected());
        }));
        HBox buttons = new HBox(8, cancel, choose);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        return buttons;
    }

    private void write(List<Path> sources, Path folder, boolean pixelsChecked) {
        window.background()
                .run(
                        () -> {
                            if (!DeidentifiedExport.isFree(folder)) {
                                throw new IOException(messages.get("deidentify.notEmpty"));
                            }
                            return DeidentifiedExport.write(sources, folder, pixelsChecked, done -> {});
                        },
                        exported -> report(exported, folder),
                        problem -> window.status()
                                .say(messages.get("deidentify.failed", folder, String.valueOf(problem.getMessage()))));
    }

    private void report(Exported exported, Path folder) {
        window.status()
                .say(messages.get(
                        "deidentify.written",
                        exported.objects(),
                        folder,
                        exported.leftOut().size()));
        if (!exported.leftOut().isEmpty()) {
            ListView<String> list = new ListView<>();
            list.setId("left-out");
            list.setCellFactory(view -> new WrappedCell());
            list.setPrefSize(TEXT_WIDTH + 40, 240);
            exported.leftOut().forEach(file -> list.getItems().add(sentence(file)));
            VBox box = new VBox(
                    10,
                    heading(messages.get(
                            "deidentify.leftOut", exported.leftOut().size())),
                    list);
            window.dialogs().show(box, messages.get("window.close"));
        }
    }

    private String sentence(Exported.LeftOut file) {
        String name = file.file().getFileName().toString();
        return file.risk()
                .map(risk -> messages.get("deidentify.risk." + risk, name))
                .orElseGet(() -> name + " " + file.problem() + ".");
    }

    private static Label heading(String text) {
        Label heading = new Label(text);
        heading.getStyleClass().add("heading");
        heading.setWrapText(true);
        heading.setMaxWidth(TEXT_WIDTH);
        return heading;
    }

    private Label text(String key) {
        Label label = new Label(messages.get(key));
        label.setWrapText(true);
        label.setMaxWidth(TEXT_WIDTH);
        return label;
    }
}
