package io.veilray.ui.window;

import io.veilray.dicom.image.Voi;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.action.ActionBoard;
import io.veilray.ui.action.CommandFinder;
import io.veilray.ui.classify.ClassifyPane;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.ResultPane;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.text.Messages;
import io.veilray.ui.tool.Mark;
import io.veilray.ui.tool.Outline;
import io.veilray.ui.tool.RegionStatistics;
import io.veilray.ui.tool.ToolKind;
import io.veilray.ui.tool.UndoHistory;
import io.veilray.ui.viewer.MouseTool;
import io.veilray.ui.viewer.PanTool;
import io.veilray.ui.viewer.ScrollTool;
import io.veilray.ui.viewer.ViewTransform;
import io.veilray.ui.viewer.Viewport;
import io.veilray.ui.viewer.WindowPreset;
import io.veilray.ui.viewer.WindowTool;
import io.veilray.ui.viewer.ZoomTool;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;

/** Says what every action of the table does in this window, and when it can be done. */
final class WorkstationActions {
    private static final double OPACITY_STEP = 0.1;
    private static final int TEXT_STEP_PERCENT = 10;

    private final Workstation window;
    private final ActionBoard board;
    private final FileQuestions files;
    private final Messages messages;
    private final Exports exports;
    private final GoingHome home;
    private final StringProperty undoName = new SimpleStringProperty("");
    private final StringProperty redoName = new SimpleStringProperty("");
    /** In the active viewport. */
    private final ObservableValue<Slice> slice;

    private final BooleanBinding sliceShown;
    private final ObjectProperty<MouseTool> inHand;

    WorkstationActions(Workstation window, ActionBoard board, FileQuestions files) {
        this.window = window;
        this.board = board;
        this.files = files;
        this.messages = window.messages();
        this.exports = new Exports(window, files);
        this.home = new GoingHome(window, files);
        this.slice = window.views().grid().activeProperty().flatMap(Viewport::sliceProperty);
        this.sliceShown = Bindings.createBooleanBinding(() -> slice.getValue() != null, slice);
        this.inHand = window.views().toolProperty();
    }

    void bind() {
        board.onRefused(window.status()::say);
        filesAndApplication();
        edits();
        tools();
        views();
        windows();
        slices();
        results();
        help();
    }

    /** The active one. */
    private Viewport viewport() {
        return window.viewport();
    }

    /** Does nothing while a dialog wants an answer. */
    private void on(String id, Runnable what) {
        board.on(id, () -> {
            if (!window.dialogs().isOpen()) {
                what.run();
            }
        });
    }

    private void onSlice(String id, Runnable what) {
        on(id, what);
        board.enabled(id, sliceShown, text("window.why.open"));
    }

    private StringProperty text(String key) {
        return new SimpleStringProperty(messages.get(key));
    }

    private void filesAndApplication() {
        on("file.open", () -> window.open(files.filesToOpen()));
        on("file.openFolder", () -> files.folderToOpen().ifPresent(folder -> window.open(java.util.List.of(folder))));
        on("archive.query", window.archives()::query);
        on("archive.send", () -> window.archives().send(files.filesToOpen()));
        on("app.settings", window.settings()::show);
        on("app.theme", window.settings()::otherLook);
        on("text.larger", () -> window.settings().textLarger(TEXT_STEP_PERCENT));
        on("text.smaller", () -> window.settings().textLarger(-TEXT_STEP_PERCENT));
        on("text.plain", () -> window.settings().text(100));
        board.on("app.quit", Platform::exit);
        for (String kind : new String[] {"png", "csv", "json"}) {
            on("export." + kind, () -> exports.save(kind));
            board.enabled("export." + kind, window.hasResults(), text("window.why.classify"));
        }
        onSlice("export.deidentified", new DeidentifiedCopies(window, files)::ask);
        on("export.dicom", home::export);
        on("export.archive", () -> home.send(window.archives()::send));
        for (String id : new String[] {"export.dicom", "export.archive"}) {
            board.enabled(id, window.hasSelectedResult(), text("window.why.result"));
        }
    }

    private void edits() {
        on("edit.undo", () -> window.current().ifPresent(open -> undo(open.history(), true)));
        on("edit.redo", () -> window.current().ifPresent(open -> undo(open.history(), false)));
        board.enabled("edit.undo", undoName.isNotEmpty(), text("window.why.undo"));
        board.enabled("edit.redo", redoName.isNotEmpty(), text("window.why.redo"));
        board.named("edit.undo", named("action.edit.undo.text", undoName));
        board.named("edit.redo", named("action.edit.redo.text", redoName));
        CopiedMark copied = new CopiedMark(window);
        onSlice("edit.copy", copied::copy);
        onSlice("edit.paste", copied::paste);
        onSlice("edit.delete", window.drawing()::deleteSelected);
        board.on("edit.cancel", window::cancel);
        window.currentProperty().subscribe(open -> {
            undoName.unbind();
            redoName.unbind();
            undoName.set("");
            redoName.set("");
            if (open != null) {
                UndoHistory history = open.history();
                undoName.bind(history.undoNameProperty());
                redoName.bind(history.redoNameProperty());
            }
        });
    }

    /** A comment that is still being written is a step of its own, and the latest one. */
    private void undo(UndoHistory history, boolean back) {
        window.resultPane().ifPresent(ResultPane::keepComment);
        if (back) {
            history.undo();
        } else {
            history.redo();
        }
    }

    private javafx.beans.value.ObservableStringValue named(String key, StringProperty step) {
        return Bindings.createStringBinding(
                () -> step.get().isEmpty()
                        ? messages.get(key)
                        : messages.get("window.step", messages.get(key), step.get()),
                step);
    }

    private void tools() {
        viewTool("tool.window", new WindowTool(window::viewport));
        viewTool("tool.pan", new PanTool(window::viewport));
        viewTool("tool.zoom", new ZoomTool(window::viewport));
        viewTool("tool.scroll", new ScrollTool(window::viewport));
        drawingTool("tool.distance", ToolKind.DISTANCE);
        drawingTool("tool.angle", ToolKind.ANGLE);
        drawingTool("region.rectangle", ToolKind.RECTANGLE);
        drawingTool("region.ellipse", ToolKind.ELLIPSE);
        drawingTool("region.freehand", ToolKind.FREEHAND);
        drawingTool("region.polygon", ToolKind.POLYGON);
        drawingTool("region.wand", ToolKind.WAND);
        on("tool.keep", () -> window.drawing()
                .keepToolProperty()
                .set(!window.drawing().keepToolProperty().get()));
        board.selected("tool.keep", window.drawing().keepToolProperty());
        onSlice("region.copyOn", this::copyOn);
    }

    /** The same region one slice on, which is shown then; for a finding that goes through several slices. */
    private void copyOn() {
        Mark mark = window.drawing().selectedHere().orElse(null);
        int next = viewport().sliceIndexProperty().get() + 1;
        boolean last = next >= viewport().seriesProperty().get().slices();
        if (mark == null || last) {
            window.status().say(messages.get(mark == null ? "window.why.region" : "window.why.lastSlice"));
        } else {
            viewport().goTo(next);
            window.current().orElseThrow().drawing().add(mark.figure(), next);
        }
    }

    private void viewTool(String id, MouseTool tool) {
        on(id, () -> inHand.set(tool));
        board.selected(id, inHand.isEqualTo(tool));
    }

    /** Chosen a second time it is put away. */
    private void drawingTool(String id, ToolKind kind) {
        ObservableBooleanValue chosen = Bindings.createBooleanBinding(
                () -> window.tools().kindProperty().get() == kind
                        && inHand.get() == window.tools().toolProperty().get(),
                inHand,
                window.tools().kindProperty());
        onSlice(id, () -> {
            window.tools().kindProperty().set(chosen.get() ? ToolKind.SELECT : kind);
            inHand.set(window.tools().toolProperty().get());
        });
        board.selected(id, chosen);
    }

    private void views() {
        change("view.fit", ViewTransform::fitted);
        onSlice("view.zoomIn", () -> viewport().zoom(true));
        onSlice("view.zoomOut", () -> viewport().zoom(false));
        onSlice("view.reset", () -> viewport().reset());
        change("view.flipHorizontal", ViewTransform::flippedLeftRight);
        change("view.flipVertical", ViewTransform::flippedTopBottom);
        change("view.rotateRight", at -> at.turned(1));
        change("view.rotateLeft", at -> at.turned(-1));
        onSlice("view.invert", () -> viewport()
                .invertedProperty()
                .set(!viewport().invertedProperty().get()));
        board.selected(
                "view.invert",
                BooleanExpression.booleanExpression(
                        window.views().grid().activeProperty().flatMap(Viewport::invertedProperty)));
        BooleanProperty magnifier = window.views().magnifierProperty();
        on("view.magnifier", () -> magnifier.set(!magnifier.get()));
        board.selected("view.magnifier", magnifier);
        overlaysOfTheFile();
    }

    private void overlaysOfTheFile() {
        BooleanProperty visible = window.views().fileOverlaysProperty();
        BooleanBinding any = Bindings.createBooleanBinding(
                () -> !viewport().appearance().overlays().isEmpty(), slice);
        on("view.overlays", () -> visible.set(!visible.get()));
        board.enabled("view.overlays", any, text("window.why.overlays"));
        board.selected("view.overlays", visible);
    }

    private void change(String id, UnaryOperator<ViewTransform> how) {
        onSlice(id, () -> viewport().change(how));
    }

    private void windows() {
        onSlice("window.auto", () -> viewport().windowOfValues());
        onSlice("window.region", this::windowOfRegion);
        fileWindow("window.dicom1", 0);
        fileWindow("window.dicom2", 1);
        BooleanBinding hounsfield = Bindings.createBooleanBinding(
                () -> viewport().sliceProperty().get() != null
                        && viewport()
                                .info()
                                .map(info -> info.unit().equals("HU"))
                                .orElse(false),
                slice);
        for (int i = 0; i < WindowPreset.CT.size(); i++) {
            WindowPreset preset = WindowPreset.CT.get(i);
            String id = "window.preset" + (i + 3);
            on(id, () -> viewport().show(preset.window()));
            board.enabled(id, hounsfield, text("window.why.hounsfield"));
            board.named(id, text(preset.name()));
        }
    }

    /** From the least to the largest value of the selected region. */
    private void windowOfRegion() {
        window.drawing()
                .selectedHere()
                .filter(mark -> mark.figure() instanceof Outline)
                .flatMap(mark -> RegionStatistics.of(
                        viewport().sliceProperty().get(), (Outline) mark.figure(), Optional.empty(), ""))
                .ifPresentOrElse(
                        values -> viewport().show(Window.between(values.min(), values.max())),
                        () -> window.status().say(messages.get("window.why.region")));
    }

    private void fileWindow(String id, int number) {
        BooleanBinding has = Bindings.createBooleanBinding(
                () -> viewport().sliceProperty().get() != null
                        && viewport().appearance().vois().size() > number,
                slice);
        on(id, () -> viewport().show(viewport().appearance().vois().get(number)));
        board.enabled(id, has, text("window.why.fileWindow"));
        board.named(id, Bindings.createStringBinding(() -> fileWindowName("action." + id + ".text", number), slice));
    }

    /** With the file's own word for it, such as LUNG. */
    private String fileWindowName(String key, int number) {
        List<Voi> vois = viewport().appearance().vois();
        String explanation = number < vois.size() ? vois.get(number).explanation() : "";
        return explanation.isEmpty()
                ? messages.get(key)
                : messages.get("window.explained", messages.get(key), explanation);
    }

    private void slices() {
        onSlice("slice.previous", () -> viewport().step(-1));
        onSlice("slice.next", () -> viewport().step(1));
        onSlice("slice.tenBack", () -> viewport().step(-10));
        onSlice("slice.tenOn", () -> viewport().step(10));
        onSlice("slice.first", () -> viewport().goTo(0));
        onSlice("slice.last", () -> viewport().goTo(Integer.MAX_VALUE));
        onSlice("slice.cine", window.cine()::toggle);
        board.selected("slice.cine", window.cine().runningProperty());
        series("series.previous", list -> list.selectPrevious());
        series("series.next", list -> list.selectNext());
        series("series.first", list -> list.selectFirst());
        series("series.last", list -> list.selectLast());
    }

    private void series(
            String id, Consumer<javafx.scene.control.MultipleSelectionModel<io.veilray.ui.scan.Series>> how) {
        on(id, () -> how.accept(window.seriesList().getSelectionModel()));
        board.enabled(id, Bindings.isNotEmpty(window.seriesList().getItems()), text("window.why.open"));
    }

    private void results() {
        on("classify.start", window.classify()::classify);
        board.enabled(
                "classify.start",
                window.classify().reasonProperty().isEmpty(),
                window.classify().reasonProperty());
        heatMap();
        on("model.card", window.classify()::toggleModelCard);
        on("connection.test", window.classify()::testConnection);
        on("privacy.details", window.classify()::togglePrivacy);
        on("audit.show", window.records()::show);
        onResult("result.record", window.records()::show);
        window.classify().onTrail(() -> board.run("audit.show"));
        onResult(
                "result.accept",
                result -> window.current().orElseThrow().changes().accept(result));
        onResult(
                "result.reject",
                result -> window.current().orElseThrow().changes().reject(result));
        onResult("result.comment", result -> window.resultPane().ifPresent(ResultPane::writeComment));
        overlay();
    }

    private void heatMap() {
        ClassifyPane classify = window.classify();
        BooleanBinding idle = window.heatMaps().idle();
        on("classify.heatMap", () -> window.heatMaps()
                .ask(classify.targetProperty().get(), classify.modelProperty().get()));
        board.enabled(
                "classify.heatMap",
                classify.reasonProperty().isEmpty().and(idle),
                Bindings.when(idle).then(classify.reasonProperty()).otherwise(messages.get("heat.why.running")));
    }

    private void onResult(String id, Consumer<ClassifyResult> what) {
        on(id, () -> what.accept(window.selectedResult().orElseThrow()));
        board.enabled(id, window.hasSelectedResult(), text("window.why.result"));
    }

    private void overlay() {
        Overlay shown = window.overlay();
        on("overlay.toggle", () -> shown.visibleProperty()
                .set(!shown.visibleProperty().get()));
        board.onHold("overlay.toggle", () -> shown.peekingProperty().set(true), () -> shown.peekingProperty()
                .set(false));
        board.selected("overlay.toggle", shown.visibleProperty());
        on("overlay.opacityDown", () -> opacity(-OPACITY_STEP));
        on("overlay.opacityUp", () -> opacity(OPACITY_STEP));
    }

    private void opacity(double by) {
        double next = Math.clamp(window.overlay().opacityProperty().get() + by, 0, 1);
        window.overlay().opacityProperty().set(next);
        window.settings().change((Preferences now) -> now.withOverlayOpacity(next));
        window.status().say(messages.get("window.opacity", Math.round(100 * next)));
    }

    private void help() {
        on("help.why", window.help()::why);
        on("help.find", () -> CommandFinder.show(board, viewport().getScene().getWindow()));
        on("help.shortcuts", window.settings()::showShortcuts);
        on("help.about", window.help()::about);
    }
}
