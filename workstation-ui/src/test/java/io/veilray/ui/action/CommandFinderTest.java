package io.veilray.ui.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ui.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The finder by the keyboard alone, in its own window. */
@ExtendWith(ApplicationExtension.class)
class CommandFinderTest {
    private final List<String> done = new ArrayList<>();
    private final ActionBoard board = new ActionBoard(Messages.of(Locale.ENGLISH), Shortcuts.defaults());

    @Start
    void start(Stage stage) {
        Actions.all().forEach(action -> board.on(action.id(), () -> done.add(action.id())));
        board.enabled(
                "classify.start", new SimpleBooleanProperty(false), new SimpleStringProperty("Draw a region first."));
        board.on("help.find", () -> CommandFinder.show(board, stage));
        Scene scene = new Scene(new Pane(), 900, 700);
        board.install(scene);
        stage.setScene(scene);
        stage.show();
        stage.getScene().getRoot().requestFocus();
    }

    @AfterEach
    void closeAll(FxRobot robot) {
        robot.interact(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    }

    @Test
    void typedWordsAndEnter_doTheAction(FxRobot robot) {
        press(robot, KeyCode.CONTROL, KeyCode.K);
        type(robot, "rotate left");
        press(robot, KeyCode.ENTER);
        assertEquals(List.of("view.rotateLeft"), done);
        assertFalse(isOpen(robot));
    }

    @Test
    void arrows_chooseAnother(FxRobot robot) {
        press(robot, KeyCode.CONTROL, KeyCode.L);
        type(robot, "rotate");
        press(robot, KeyCode.DOWN);
        press(robot, KeyCode.ENTER);
        assertEquals(List.of("view.rotateLeft"), done); // right stands before left in the table
    }

    @Test
    void disabledAction_staysOpenAndSaysWhy(FxRobot robot) {
        press(robot, KeyCode.CONTROL, KeyCode.K);
        type(robot, "classify this");
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(shown(robot).contains("Draw a region first."), shown(robot)::toString);
        assertTrue(shown(robot).contains("Ctrl+Enter"), shown(robot)::toString);
        press(robot, KeyCode.ENTER);
        assertEquals(List.of(), done);
        assertTrue(isOpen(robot));
    }

    @Test
    void escape_closesAndDoesNothing(FxRobot robot) {
        press(robot, KeyCode.CONTROL, KeyCode.K);
        press(robot, KeyCode.ESCAPE);
        assertFalse(isOpen(robot));
        assertEquals(List.of(), done);
    }

    @Test
    void nonsense_findsNothingAndEnterIsHarmless(FxRobot robot) {
        press(robot, KeyCode.CONTROL, KeyCode.K);
        type(robot, "xyzzy");
        press(robot, KeyCode.ENTER);
        assertTrue(isOpen(robot));
        assertTrue(shown(robot).stream().anyMatch(text -> text.startsWith("No command")), shown(robot)::toString);
    }

    /** Into the finder's own window, which the robot does not look for by itself. */
    private static void type(FxRobot robot, String text) {
        Window finder = robot.lookup("#finder-query").query().getScene().getWindow();
        robot.targetWindow(finder).write(text);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static boolean isOpen(FxRobot robot) {
        return robot.lookup("#finder-query").tryQuery().isPresent();
    }

    private static List<String> shown(FxRobot robot) {
        return robot.lookup("#finder-list .label").queryAllAs(Labeled.class).stream()
                .map(Labeled::getText)
                .collect(Collectors.toList());
    }

    private static void press(FxRobot robot, KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
