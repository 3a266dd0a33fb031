package io.veilray.ui.window;

import io.veilray.client.LocalCloud;
import io.veilray.region.Region;
import io.veilray.ui.Screenshot;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.CloudConnection;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.PreferencesFile;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The whole window with the real stub inside, driven by mouse and keys and read as its user reads it. */
final class WindowPage implements AutoCloseable {
    /** The lungs of the sample. */
    static final Region LUNGS = new Region(60, 60, 400, 400);

    private static final int SECONDS = 60;

    final FilesOfTheTest files = new FilesOfTheTest();
    final Messages messages;
    final Workstation window;
    private final Stage stage;
    private final FxRobot robot = new FxRobot();

    /** Answers as told. */
    static final class FilesOfTheTest implements FileQuestions {
        List<Path> open = List.of();
        Path save;

        @Override
        public List<Path> filesToOpen() {
            return open;
        }

        @Override
        public Optional<Path> folderToOpen() {
            return open.stream().findFirst();
        }

        @Override
        public Optional<Path> folderToSaveIn() {
            return Optional.ofNullable(save);
        }

        @Override
        public Optional<Path> fileToSave(String name, String ending) {
            return Optional.ofNullable(save);
        }
    }

    /** On the JavaFX thread; English, dark, accepted. */
    WindowPage(Stage stage, Path home) {
        this(stage, home, Locale.ENGLISH, Preferences.defaults().withResearchUseAccepted());
    }

    WindowPage(Stage stage, Path home, Locale language, Preferences preferences) {
        this(stage, home, language, preferences, new CloudConnection());
    }

    WindowPage(Stage stage, Path home, Locale language, Preferences preferences, CloudConnection cloud) {
        this.stage = stage;
        messages = Messages.of(language);
        window = new Workstation(messages, preferences, new PreferencesFile(home), files, cloud);
        Scene scene = window.scene(1000, 760);
        Theme.dress(scene);
        stage.setScene(scene);
        stage.show();
    }

    static void until(String what, Callable<Boolean> holds) {
        try {
            WaitForAsyncUtils.waitFor(SECONDS, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(holds)
                    .get(SECONDS, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            throw new AssertionError("waited in vain for " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    void openSample() {
        openSampleUnready();
        untilReady();
    }

    /** Without waiting for a server. */
    void openSampleUnready() {
        robot.interact(() -> window.openSample(LocalCloud.find().orElseThrow(), LUNGS));
        until("the sample", () -> window.viewport().sliceProperty().get() != null);
    }

    /** Opens files as if they were chosen with Ctrl+O, and waits for the first slice. */
    void open(Path... paths) {
        int before = window.seriesList().getItems().size();
        choose(paths);
        until(
                "a series of " + List.of(paths) + "; " + status(),
                () -> window.seriesList().getItems().size() > before);
        until("a slice; " + status(), () -> window.viewport().sliceProperty().get() != null);
    }

    void choose(Path... paths) {
        files.open = List.of(paths);
        keys(KeyCode.CONTROL, KeyCode.O);
    }

    void untilReady() {
        until("a model", () -> window.classify().reasonProperty().get().isEmpty());
    }

    void keys(KeyCode... combination) {
        robot.press(combination).release(combination);
        WaitForAsyncUtils.waitForFxEvents();
    }

    void run(String action) {
        robot.interact(() -> window.board().run(action));
    }

    void click(String query) {
        robot.clickOn(query);
    }

    void clickInDialog(String query) {
        robot.clickOn(robot.from(robot.lookup("#dialog-layer").queryAll())
                .lookup(query)
                .<Node>query());
    }

    void focus(String query) {
        robot.interact(() -> robot.lookup(query).query().requestFocus());
    }

    void write(String text) {
        robot.write(text);
    }

    FxRobot robot() {
        return robot;
    }

    /** Classifies with the keys and waits for the answer. */
    ClassifyResult classify() {
        int before = results();
        keys(KeyCode.CONTROL, KeyCode.ENTER);
        until("a result; " + texts("#jobs"), () -> results() > before);
        return window.selectedResult().orElseThrow();
    }

    int results() {
        return window.current().map(at -> at.results().all().size()).orElse(0);
    }

    Region target() {
        return window.classify().targetProperty().get().region();
    }

    Point2D onScreen(double x, double y) {
        return window.viewport()
                .localToScreen(window.viewport().transformProperty().get().toView(x, y));
    }

    void pointAt(double x, double y) {
        robot.moveTo(onScreen(x, y));
    }

    void clickAt(double x, double y) {
        robot.clickOn(onScreen(x, y));
    }

    /** One stroke through points of the image. */
    void stroke(Point2D... points) {
        pointAt(points[0].getX(), points[0].getY());
        robot.press(MouseButton.PRIMARY);
        for (Point2D point : points) {
            pointAt(point.getX(), point.getY());
        }
        robot.release(MouseButton.PRIMARY);
        WaitForAsyncUtils.waitForFxEvents();
    }

    String status() {
        return text("#status");
    }

    String text(String query) {
        return robot.lookup(query).queryAs(Labeled.class).getText();
    }

    double fontPx(String query) {
        return robot.lookup(query).queryAs(Labeled.class).getFont().getSize();
    }

    boolean shows(String query) {
        return robot.lookup(query).queryAll().stream().anyMatch(node -> isShown(node));
    }

    /** Every text that stands in a part of the window. */
    List<String> texts(String query) {
        return robot.from(robot.lookup(query).queryAll()).lookup(".label").queryAllAs(Labeled.class).stream()
                .filter(WindowPage::isShown)
                .map(Labeled::getText)
                .filter(text -> text != null && !text.isBlank())
                .toList();
    }

    /** What the list of marks says of the mark at that place, once it is measured. */
    List<String> mark(int place) {
        String working = messages.get("tool.numbers.working");
        until("the numbers of mark " + place, () -> {
            List<String> now = row(place);
            return !now.isEmpty() && !now.contains(working);
        });
        return row(place);
    }

    private List<String> row(int place) {
        return robot.from(robot.lookup("#marks").queryAll()).lookup(".list-cell").queryAll().stream()
                .filter(cell -> cell instanceof javafx.scene.control.ListCell<?> row
                        && row.getIndex() == place
                        && !row.isEmpty())
                .flatMap(cell -> cell.lookupAll(".label").stream())
                .filter(node -> node instanceof Labeled && isShown(node))
                .map(node -> ((Labeled) node).getText())
                .toList();
    }

    List<String> skipped() {
        until("the list of what was left out", () -> window.dialogs().isOpen());
        @SuppressWarnings("unchecked")
        ListView<String> list = robot.lookup("#skipped").queryAs(ListView.class);
        return List.copyOf(list.getItems());
    }

    /** The name of the step that Edit, Undo would revert, as the menu writes it. */
    String undo() {
        return window.current().map(at -> at.history().undoNameProperty().get()).orElse("");
    }

    String redo() {
        return window.current().map(at -> at.history().redoNameProperty().get()).orElse("");
    }

    /** What the edit menu shows for an action. */
    String menu(String action) {
        return robot.lookup(".menu-bar").queryAs(javafx.scene.control.MenuBar.class).getMenus().stream()
                .flatMap(menu -> menu.getItems().stream())
                .filter(item ->
                        item.getText() != null && item.getText().startsWith(messages.get("action." + action + ".text")))
                .findFirst()
                .orElseThrow()
                .getText();
    }

    void shot(String name, double scale) {
        WaitForAsyncUtils.waitForFxEvents(3);
        robot.interact(() -> Screenshot.of(window.root(), "workstation-" + name, scale));
    }

    static boolean isShown(Node node) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (!up.isVisible()) {
                return false;
            }
        }
        return true;
    }

    Stage stage() {
        return stage;
    }

    /** As the application does when it ends: on the JavaFX thread. Closing twice does no harm. */
    @Override
    public void close() {
        robot.interact(window::close);
    }
}
