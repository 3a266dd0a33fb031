package io.veilray.ui.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ui.text.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Changing keys as a user does: choose, press, and be told of a clash. */
@ExtendWith(ApplicationExtension.class)
class ShortcutEditorTest {
    private final Shortcuts shortcuts = Shortcuts.defaults();

    @Start
    void start(Stage stage) {
        stage.setScene(new Scene(new ShortcutEditor(Messages.of(Locale.ENGLISH), shortcuts), 640, 500));
        stage.show();
    }

    @Test
    void newKey_replacesTheOld(FxRobot robot) {
        choose(robot, "tool.window");
        press(robot, KeyCode.ENTER);
        assertEquals("Press the new key for “Window tool”. Esc keeps the old one.", said(robot));
        press(robot, KeyCode.CONTROL, KeyCode.B);
        assertEquals(keys("Ctrl+B"), shortcuts.of("tool.window"));
        assertEquals("“Window tool” now has Ctrl+B.", said(robot));
    }

    @Test
    void anotherKey_standsBesideTheOld(FxRobot robot) {
        choose(robot, "tool.window");
        robot.clickOn("#shortcuts-add");
        press(robot, KeyCode.Q);
        assertEquals(keys("W", "Q"), shortcuts.of("tool.window"));
    }

    @Test
    void takenKey_isOfferedWithTheNameOfItsOwner(FxRobot robot) {
        choose(robot, "tool.window");
        press(robot, KeyCode.ENTER);
        press(robot, KeyCode.Z);
        assertEquals("Z already belongs to “Zoom tool”.", said(robot));
        assertEquals(keys("W"), shortcuts.of("tool.window"));
        robot.clickOn("#shortcuts-take");
        assertEquals(keys("Z"), shortcuts.of("tool.window"));
        assertEquals(List.of(), shortcuts.of("tool.zoom"));
    }

    @Test
    void takenKeyLeft_letsChooseAnother(FxRobot robot) {
        choose(robot, "tool.window");
        press(robot, KeyCode.ENTER);
        press(robot, KeyCode.Z);
        press(robot, KeyCode.SPACE); // on "Leave it there", which has the focus
        press(robot, KeyCode.Q);
        assertEquals(keys("Q"), shortcuts.of("tool.window"));
        assertEquals(keys("Z"), shortcuts.of("tool.zoom"));
    }

    @Test
    void escape_keepsTheOld(FxRobot robot) {
        choose(robot, "tool.window");
        press(robot, KeyCode.ENTER);
        press(robot, KeyCode.ESCAPE);
        press(robot, KeyCode.Q);
        assertEquals(Map.of(), shortcuts.overrides());
    }

    @Test
    void reset_bringsBackOneOrAll(FxRobot robot) {
        robot.interact(() -> {
            shortcuts.set("tool.window", keys("Q"));
            shortcuts.set("tool.pan", keys("B"));
        });
        choose(robot, "tool.window");
        robot.clickOn("#shortcuts-reset");
        assertEquals(Map.of("tool.pan", List.of("B")), shortcuts.overrides());
        robot.clickOn("#shortcuts-resetAll");
        assertEquals(Map.of(), shortcuts.overrides());
    }

    @Test
    void search_findsByKeyAndName(FxRobot robot) {
        robot.clickOn("#shortcuts-search").write("ctrl+k");
        ListView<Action> list = robot.lookup("#shortcuts-list").queryListView();
        assertEquals(List.of(Actions.of("help.find")), list.getItems());
        assertTrue(said(robot).startsWith("Choose"), said(robot));
    }

    private static void choose(FxRobot robot, String id) {
        ListView<Action> list = robot.lookup("#shortcuts-list").queryListView();
        robot.interact(() -> {
            list.requestFocus();
            list.getSelectionModel().select(Actions.of(id));
        });
    }

    private static List<Shortcut> keys(String... texts) {
        return List.of(texts).stream().map(Shortcut::parse).toList();
    }

    private static String said(FxRobot robot) {
        return robot.lookup("#shortcuts-said").queryAs(Label.class).getText();
    }

    private static void press(FxRobot robot, KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
