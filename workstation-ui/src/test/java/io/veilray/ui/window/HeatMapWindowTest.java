package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.audit.Sent;
import io.veilray.client.LocalCloud;
import io.veilray.region.Region;
import io.veilray.ui.Screenshot;
import io.veilray.ui.classify.HeatMapQuestion;
import io.veilray.ui.classify.HeatResult;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.PreferencesFile;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A heat map as a radiologist makes one, with the real stub inside and real TLS on loopback. */
@ExtendWith(ApplicationExtension.class)
class HeatMapWindowTest {
    private static final Region LUNGS = new Region(60, 60, 400, 400);

    @TempDir
    static Path folder;

    private final Messages messages = Messages.of(Locale.ENGLISH);
    private Workstation window;

    @Start
    void start(Stage stage) {
        Theme.DARK.use();
        window = new Workstation(
                messages,
                Preferences.defaults().withResearchUseAccepted(),
                new PreferencesFile(folder.resolve("home")),
                new WindowPage.FilesOfTheTest());
        Scene scene = window.scene(1200, 860);
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
            WaitForAsyncUtils.waitFor(90, TimeUnit.SECONDS, holds);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("waited in vain for " + what, e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void openSample(FxRobot robot) throws Exception {
        robot.interact(() -> window.openSample(LocalCloud.find().orElseThrow(), LUNGS));
        until("the sample", () -> window.viewport().sliceProperty().get() != null);
        until("a model", () -> window.classify().reasonProperty().get().isEmpty());
        robot.interact(() -> window.classify().choose("pneumonia-cxr-28"));
    }

    private void ask(FxRobot robot) {
        robot.press(KeyCode.SHIFT).type(KeyCode.H).release(KeyCode.SHIFT);
        assertTrue(window.dialogs().isOpen());
    }

    private static void type(FxRobot robot, String id, int number) {
        robot.interact(() -> robot.lookup(id).queryAs(TextField.class).setText(String.valueOf(number)));
    }

    private static String text(FxRobot robot, String id) {
        return robot.lookup(id).queryAs(Label.class).getText();
    }

    private void shot(FxRobot robot, String name) {
        WaitForAsyncUtils.waitForFxEvents(3);
        robot.interact(() -> Screenshot.of(window.root(), "workstation-heat-" + name, 1));
    }

    private List<HeatResult> maps() {
        return window.current().orElseThrow().heatMaps();
    }

    private Optional<Sent> lastSent() throws IOException {
        return window.audit().trail().newest(1).stream()
                .filter(Sent.class::isInstance)
                .map(Sent.class::cast)
                .findFirst();
    }

    private String status(FxRobot robot) {
        return text(robot, "#status");
    }

    @Test
    void sample_isMappedHiddenDeletedAndBroughtBack(FxRobot robot) throws Exception {
        openSample(robot);
        long asked = System.nanoTime();
        ask(robot);
        System.out.printf("question after %d ms%n", (System.nanoTime() - asked) / 1_000_000);
        // half of the region's 400 px, and half of that: starts at 0, 100 and 200, so three times three
        assertEquals(
                "200", robot.lookup("#heat-window").queryAs(TextField.class).getText());
        assertEquals(
                "100", robot.lookup("#heat-stride").queryAs(TextField.class).getText());
        assertTrue(text(robot, "#heat-forecast").startsWith("Windows: 9, about "), text(robot, "#heat-forecast"));
        shot(robot, "question");
        robot.clickOn("#heat-start");
        assertFalse(window.dialogs().isOpen());
        until(
                "a few windows",
                () -> !window.heatMaps().idle().get()
                        && text(robot, "#heat-step").contains("left"));
        shot(robot, "progress");
        robot.type(KeyCode.R); // the window goes on meanwhile
        assertEquals(1, window.viewport().transformProperty().get().quarterTurns());
        robot.type(KeyCode.L);
        until("the map", () -> !maps().isEmpty());
        HeatResult map = maps().getFirst();
        assertTrue(map.map().isComplete());
        assertEquals(9, map.map().answers().size());
        assertEquals(LUNGS, map.map().windows().region());
        assertEquals("pneumonia", map.shownClass());
        assertTrue(status(robot).contains("9 windows"), status(robot));
        until("the entry in the trail", () -> lastSent().isPresent());
        Sent entry = lastSent().orElseThrow();
        assertEquals(Sent.Outcome.COMPLETED, entry.outcome());
        Sent.Amounts amounts = entry.amounts().orElseThrow();
        assertEquals(map.bytes(), amounts.bytesUp() + amounts.bytesDown() + amounts.bytesTicket());
        System.out.printf(
                "heat map: 9 windows in %.2f s, %d bytes, %d with an opinion%n",
                map.seconds(), map.bytes(), map.map().opinions());
        String sent = text(robot, "#privacy-line");
        assertTrue(sent.contains("MB"), sent);
        shot(robot, "map");
        scrollToCard(robot);
        shot(robot, "card");

        robot.interact(() -> window.viewport().requestFocus());
        robot.type(KeyCode.O);
        until("hidden", () -> window.shownResults().isAnythingHidden());
        robot.type(KeyCode.O);
        robot.type(KeyCode.R).type(KeyCode.H);
        shot(robot, "turned");
        robot.interact(() -> robot.lookup("#heat-delete").queryAs(Button.class).fire());
        assertEquals(List.of(), maps());
        assertFalse(robot.lookup("#heat-card").query().isVisible());
        robot.interact(() -> window.viewport().requestFocus());
        robot.press(KeyCode.CONTROL).type(KeyCode.Z).release(KeyCode.CONTROL);
        assertEquals(List.of(map), maps());
        assertTrue(robot.lookup("#heat-card").query().isVisible());
    }

    /** Windows that are nearly the whole chest, as the model was made for. */
    @Test
    void wideWindows_haveOpinionsAndColours(FxRobot robot) throws Exception {
        openSample(robot);
        ask(robot);
        type(robot, "#heat-window", 360);
        type(robot, "#heat-stride", 20); // starts at 0, 20 and 40
        robot.clickOn("#heat-start");
        until("the map", () -> !maps().isEmpty());
        System.out.println(
                "wide windows with an opinion: " + maps().getFirst().map().opinions() + " of 9");
        robot.interact(() -> window.viewport().requestFocus());
        robot.type(KeyCode.ESCAPE); // the region is not selected any more
        shot(robot, "wide");
    }

    private void scrollToCard(FxRobot robot) {
        Node card = robot.lookup("#heat-card").query();
        ScrollPane right = robot.lookup("#right").queryAs(ScrollPane.class);
        robot.interact(() -> {
            double top = card.localToScene(0, 0).getY()
                    - right.getContent().localToScene(0, 0).getY();
            double beyond = right.getContent().getLayoutBounds().getHeight()
                    - right.getViewportBounds().getHeight();
            right.setVvalue(Math.clamp(top / beyond, 0, 1));
        });
    }

    @Test
    void cancelInTheMiddle_endsAtOnceAndTheNextOneRuns(FxRobot robot) throws Exception {
        openSample(robot);
        ask(robot);
        type(robot, "#heat-stride", 20); // starts at 0, 20, ... 200: eleven times eleven
        assertTrue(text(robot, "#heat-forecast").startsWith("Windows: 121, "), text(robot, "#heat-forecast"));
        robot.clickOn("#heat-start");
        until("the third of 121", () -> text(robot, "#heat-step").matches("[3-9] of 121 windows, about .* left"));
        robot.interact(() -> window.board().run("classify.heatMap"));
        assertFalse(window.dialogs().isOpen(), "one at a time");
        assertEquals(messages.get("heat.why.running"), status(robot).replaceFirst("^[^:]*: ", ""));
        robot.interact(() -> window.viewport().requestFocus());
        robot.type(KeyCode.ESCAPE);
        assertTrue(window.heatMaps().idle().get());
        assertEquals(messages.get("heat.cancelled"), status(robot));
        until(
                "the entry of the cancelled map",
                () -> lastSent().map(Sent::outcome).equals(Optional.of(Sent.Outcome.CANCELED)));
        assertEquals(List.of(), maps());
        ask(robot);
        type(robot, "#heat-window", 400); // the whole region: one window
        robot.clickOn("#heat-start");
        until("one window", () -> !maps().isEmpty());
        assertEquals(1, maps().size());
        assertEquals(1, maps().getFirst().map().answers().size());
    }

    @Test
    void tooMuchOrNonsense_isRefusedWithASentence(FxRobot robot) throws Exception {
        openSample(robot);
        ask(robot);
        Button start = robot.lookup("#heat-start").queryButton();
        type(robot, "#heat-stride", 1); // 201 starts along either side
        assertTrue(start.isDisabled());
        assertEquals(
                messages.get("heat.refused.many", 201 * 201, HeatMapQuestion.MOST_WINDOWS),
                text(robot, "#heat-refused"));
        shot(robot, "refused");
        type(robot, "#heat-window", 401);
        assertEquals(messages.get("heat.refused.window", 400), text(robot, "#heat-refused"));
        robot.interact(
                () -> robot.lookup("#heat-window").queryAs(TextField.class).setText("wide"));
        assertEquals(messages.get("heat.refused.window", 400), text(robot, "#heat-refused"));
        type(robot, "#heat-window", 100);
        type(robot, "#heat-stride", 101);
        assertEquals(messages.get("heat.refused.stride", 100), text(robot, "#heat-refused"));
        assertTrue(start.isDisabled());
        type(robot, "#heat-stride", 100);
        assertFalse(start.isDisabled());
        assertEquals("", text(robot, "#heat-refused"));
        robot.type(KeyCode.ESCAPE);
        assertFalse(window.dialogs().isOpen());
    }
}
