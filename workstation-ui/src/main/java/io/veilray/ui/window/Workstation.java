package io.veilray.ui.window;

import io.veilray.audit.AuditTrail;
import io.veilray.audit.RequestNumber;
import io.veilray.client.LocalCloud;
import io.veilray.region.Region;
import io.veilray.ui.action.ActionBoard;
import io.veilray.ui.action.Shortcuts;
import io.veilray.ui.classify.ClassifyPane;
import io.veilray.ui.classify.ClassifyQueue;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.CloudConnection;
import io.veilray.ui.classify.Failure;
import io.veilray.ui.classify.HeatRequest;
import io.veilray.ui.classify.HeatResult;
import io.veilray.ui.classify.ResultPane;
import io.veilray.ui.pacs.ArchiveAccess;
import io.veilray.ui.prefs.ArchivesFile;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.PreferencesFile;
import io.veilray.ui.scan.Series;
import io.veilray.ui.stored.StoredPane;
import io.veilray.ui.stored.StoredResults;
import io.veilray.ui.text.Messages;
import io.veilray.ui.tool.DrawingBoard;
import io.veilray.ui.tool.HistogramPane;
import io.veilray.ui.tool.MarksPane;
import io.veilray.ui.tool.MeasuredSlice;
import io.veilray.ui.tool.RectangleOutline;
import io.veilray.ui.tool.RegionNumbersPane;
import io.veilray.ui.tool.ShownSlice;
import io.veilray.ui.tool.ToolBox;
import io.veilray.ui.tool.ToolKeys;
import io.veilray.ui.viewer.Cine;
import io.veilray.ui.viewer.SeriesList;
import io.veilray.ui.viewer.Viewport;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;

/**
 * The window's content: series on the left, the image in the middle, classification on the right. On the JavaFX thread;
 * files, decoding and cryptography run elsewhere.
 */
public final class Workstation implements AutoCloseable {
    private static final long GOODBYE_SECONDS = 3;

    private final Messages messages;
    private final Background background = new Background();
    private final CloudConnection cloud;
    private final ClassifyQueue queue;
    private final ObservableList<Series> series = FXCollections.observableArrayList();
    private final Map<Series, OpenSeries> opened = new IdentityHashMap<>();

    private final Overlay overlay;
    private final Views views;
    private final Cine cine;
    private final SeriesList seriesList;
    private final DrawingBoard drawing = new DrawingBoard();
    private final ToolBox tools = new ToolBox(drawing);
    private final ClassifyPane classify;
    private final ResultColumn results;
    private final StoredResults stored = new StoredResults();
    private final HomeButtons home = new HomeButtons();
    private final SideBySide sideBySide;
    private final StatusLine status;
    private final Dialogs dialogs;
    private final HeatMaps heatMaps;
    private final Scans scans;
    private final ArchiveAccess archives;
    private final ActionBoard board;
    private final AuditRecorder audit;
    private final AuditRecords records;
    private final LiveSettings settings;
    private final Help help;
    private final StackPane root;
    private final ReadOnlyObjectWrapper<OpenSeries> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper anyResults = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper resultSelected = new ReadOnlyBooleanWrapper();
    /** A result that comes in must not take the reader away from the slice that is read. */
    private boolean arriving;

    /** @param files asks the user for files */
    public Workstation(Messages messages, Preferences preferences, PreferencesFile file, FileQuestions files) {
        this(messages, preferences, file, files, new CloudConnection());
    }

    /** @param cloud closed with the window */
    Workstation(
            Messages messages,
            Preferences preferences,
            PreferencesFile file,
            FileQuestions files,
            CloudConnection cloud) {
        this.messages = messages;
        this.cloud = cloud;
        queue = new ClassifyQueue(cloud);
        Shortcuts shortcuts = new Shortcuts(preferences.shortcuts());
        classify = new ClassifyPane(messages, cloud, queue);
        overlay = new Overlay(messages, preferences.overlayOpacity(), new StoredOverlay(messages, stored));
        views = new Views(messages, overlay, drawing, classify.modelProperty());
        cine = new Cine(views.grid().activeProperty());
        seriesList = new SeriesList(series, messages);
        seriesList.setId("series");
        results = new ResultColumn(
                messages,
                cloud,
                home,
                new StoredPane(messages, stored, slice -> viewport().goTo(slice)),
                () -> board().run("result.compare"),
                () -> board().run("result.record"));
        sideBySide = new SideBySide(this, results);
        status = new StatusLine(messages, this::cancelOpening);
        board = new ActionBoard(messages, shortcuts);
        BorderPane window = new BorderPane();
        dialogs = new Dialogs(window);
        root = new StackPane(window, dialogs);
        heatMaps = new HeatMaps(
                messages,
                cloud,
                status,
                dialogs,
                this::heatMapArrived,
                this::noHeatMap,
                this::place,
                this::heatMapsChanged);
        scans = new Scans(messages, background, status, dialogs, stored, this::show);
        archives = new ArchiveAccess(messages, new ArchivesInWindow(dialogs, scans), new ArchivesFile(file.folder()));
        settings = new LiveSettings(
                messages, preferences, file, shortcuts, background, cloud, status, dialogs, archives::settings);
        audit = new AuditRecorder(
                new AuditTrail(file.folder().resolve("audit")),
                problem -> status.say(messages.get("audit.notWritten", problem)));
        records = new AuditRecords(this, files);
        help = new Help(this, messages, dialogs);
        wire();
        new WorkstationActions(this, board, files).bind();
        home.fill(board, current);
        new LayoutActions(this, board).bind();
        lay(window);
        settings.chooseCloud();
    }

    private void lay(BorderPane window) {
        window.setTop(WindowFrame.top(board));
        window.setLeft(WindowFrame.left(
                seriesList,
                new MarksPane(
                        drawing, messages, this::measured, slice -> viewport().goTo(slice)),
                new HistogramPane(drawing, messages),
                new RegionNumbersPane(drawing, messages)));
        window.setCenter(views.grid());
        window.setRight(WindowFrame.right(results.decision(), classify, heatMaps.pane(), results));
        window.setBottom(status);
    }

    private void wire() {
        tools.toolProperty().subscribe(tool -> views.toolProperty().set(tool));
        views.grid().addEventHandler(KeyEvent.KEY_PRESSED, new ToolKeys(drawing, tools)::handle);
        views.activeProperty().flatMap(SeriesView::openProperty).subscribe(this::seriesShown);
        views.activeProperty().flatMap(SeriesView::sliceProperty).subscribe(this::sliceShown);
        views.grid().activeProperty().flatMap(Viewport::windowProperty).subscribe(window -> retarget());
        seriesList.onPicked(picked -> views.open(opened(picked), views.active()));
        views.acceptFrom(seriesList, this::opened);
        stored.onChange(observable -> views.repaint());
        drawing.onBegun(cloud.ahead()::fill);
        queue.onEnd(audit::ended);
        queue.onResult(this::arrived);
        Dropping.on(root, paths -> {
            if (!dialogs.isOpen()) {
                scans.open(paths);
            }
        });
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
    }

    /** Text fields keep every key from the shortcuts, and leave this one over. */
    private void escape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            cancel();
            event.consume();
        }
    }

    /** Puts the content into a scene of its own, with the keys. */
    public Scene scene(double width, double height) {
        Scene scene = new Scene(root, width, height);
        board.install(scene);
        viewport().requestFocus();
        return scene;
    }

    /** Shows series beside those that are open, and the first of them. */
    private void show(List<Series> more) {
        series.addAll(more);
        if (!more.isEmpty()) {
            seriesList.getSelectionModel().select(more.getFirst());
            seriesList.scrollTo(more.getFirst());
        }
    }

    /** Lists and cards follow the series in the active viewport. */
    private void seriesShown(OpenSeries at) {
        current.set(at);
        drawing.drawingProperty().set(at == null ? null : at.drawing());
        seriesList.follow(at == null ? null : at.series());
        resultsChanged();
        results.show(current());
        retarget();
    }

    OpenSeries opened(Series chosen) {
        return opened.computeIfAbsent(chosen, this::begin);
    }

    private OpenSeries begin(Series opening) {
        OpenSeries begun = new OpenSeries(opening, queue, messages);
        begun.drawing().selectedProperty().addListener(observable -> retarget());
        begun.results().selectedProperty().addListener((property, before, now) -> {
            resultsChanged();
            if (now != null && !arriving && current.get() == begun) {
                viewport().goTo(OpenSeries.place(now).slice());
            }
        });
        begun.results().all().addListener((ListChangeListener<ClassifyResult>) change -> resultsChanged());
        return begun;
    }

    private void resultsChanged() {
        anyResults.set(current().filter(at -> !at.results().all().isEmpty()).isPresent());
        resultSelected.set(selectedResult().isPresent());
        views.repaint();
    }

    private void heatMapsChanged() {
        results.scaleVisible(heatMaps.onScreen().isEmpty());
        views.repaint();
    }

    private void sliceShown(ShownSlice slice) {
        drawing.sliceProperty().set(slice);
        retarget();
    }

    private void retarget() {
        heatMaps.refresh();
        classify.targetProperty()
                .set(place().flatMap(at -> TargetOnScreen.of(viewport(), at, drawing.selectedHere(), messages))
                        .orElse(null));
    }

    private void heatMapArrived(HeatResult result) {
        RequestNumber number = audit.heatMap(result);
        classify.sent(result, () -> records.show(Optional.of(number)));
    }

    private void noHeatMap(HeatRequest request, Optional<Failure> why) {
        audit.noHeatMap(request, cloud.state().target(), why);
    }

    private void arrived(ClassifyResult result) {
        OpenSeries of = OpenSeries.place(result).series();
        arriving = true;
        of.results().add(result);
        arriving = false;
        classify.sent(result, () -> records.show(result));
        views.repaint();
    }

    private MeasuredSlice measured(int index) throws Exception {
        Series of = current.get().series();
        return new MeasuredSlice(
                of.slice(index), of.info(index).spacing(), of.info(index).unit());
    }

    private Optional<OpenSeries.Place> place() {
        return views.active().place();
    }

    /** Whether a result is coming in, rather than being chosen. */
    boolean isArriving() {
        return arriving;
    }

    /** Looks at a result without going to its slice. */
    void look(OpenSeries of, ClassifyResult result) {
        arriving = true;
        of.results().selectedProperty().set(result);
        arriving = false;
    }

    /** Opens files, folders, zip files or DICOMDIRs beside what is open. */
    public void open(List<Path> paths) {
        scans.open(paths);
    }

    /** Writes the synthetic samples of the local cloud, opens the last one and marks its lungs. */
    public void openSample(LocalCloud local, Region lungs) {
        scans.openSample(local, samples -> {
            show(samples);
            current.get().drawing().add(new RectangleOutline(lungs), 0);
            current.get().history().clear();
        });
    }

    /** Shows a sentence at the bottom. */
    public void say(String sentence) {
        status.say(sentence);
    }

    /** Asks for acceptance before anything else. */
    public void askForAcceptance(Runnable quit) {
        settings.askForAcceptance(quit);
    }

    void cancelOpening() {
        scans.cancel();
    }

    /** Esc: the nearest thing that can be cancelled. A job comes before a selection, which costs nothing to keep. */
    void cancel() {
        ToolKeys keys = new ToolKeys(drawing, tools);
        if (archives.cancel()) {
            return;
        }
        if (dialogs.isOpen()) {
            dialogs.cancel();
        } else if (!keys.cancelDrawing() && !heatMaps.cancel() && !queue.cancelCurrent() && !keys.cancel()) {
            scans.cancel();
        }
    }

    ActionBoard board() {
        return board;
    }

    Messages messages() {
        return messages;
    }

    /** The active one. */
    Viewport viewport() {
        return views.grid().activeProperty().get();
    }

    Views views() {
        return views;
    }

    SideBySide sideBySide() {
        return sideBySide;
    }

    Cine cine() {
        return cine;
    }

    SeriesList seriesList() {
        return seriesList;
    }

    DrawingBoard drawing() {
        return drawing;
    }

    ToolBox tools() {
        return tools;
    }

    ClassifyPane classify() {
        return classify;
    }

    Overlay overlay() {
        return overlay;
    }

    /** Those in the active viewport. */
    ShownResults shownResults() {
        return views.active().results();
    }

    StoredResults stored() {
        return stored;
    }

    HeatMaps heatMaps() {
        return heatMaps;
    }

    StatusLine status() {
        return status;
    }

    Dialogs dialogs() {
        return dialogs;
    }

    LiveSettings settings() {
        return settings;
    }

    ArchiveAccess archives() {
        return archives;
    }

    Help help() {
        return help;
    }

    AuditRecorder audit() {
        return audit;
    }

    AuditRecords records() {
        return records;
    }

    Background background() {
        return background;
    }

    Optional<OpenSeries> current() {
        return Optional.ofNullable(current.get());
    }

    /** The series on the screen with what belongs to it; null for none. */
    ReadOnlyObjectProperty<OpenSeries> currentProperty() {
        return current.getReadOnlyProperty();
    }

    Optional<ClassifyResult> selectedResult() {
        return current().map(at -> at.results().selectedProperty().get());
    }

    ReadOnlyBooleanProperty hasResults() {
        return anyResults.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty hasSelectedResult() {
        return resultSelected.getReadOnlyProperty();
    }

    /** Results of this series on slices that no viewport shows. */
    int resultsElsewhere() {
        List<OpenSeries.Place> seen =
                views.shown().stream().flatMap(view -> view.place().stream()).toList();
        return current()
                .map(at -> (int) at.results().all().stream()
                        .filter(result -> !seen.contains(OpenSeries.place(result)))
                        .count())
                .orElse(0);
    }

    Optional<ResultPane> resultPane() {
        return results.card();
    }

    /** Ends everything and says goodbye to the server, which takes at most a few seconds. */
    @Override
    public void close() {
        cine.stop();
        views.close();
        seriesList.close();
        scans.close();
        archives.close();
        background.close();
        queue.close();
        heatMaps.close();
        audit.close();
        cloud.close();
        try {
            cloud.goodbye().get(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            // the server forgets a session by itself
        }
    }

    Parent root() {
        return root;
    }
}
