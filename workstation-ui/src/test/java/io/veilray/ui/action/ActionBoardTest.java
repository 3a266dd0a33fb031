package io.veilray.ui.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ui.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.MenuBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.stage.PopupWindow;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Keys, menus and buttons as a user meets them. */
@ExtendWith(ApplicationExtension.class)
class ActionBoardTest {
    private final List<String> done = new ArrayList<>();
    private final SimpleBooleanProperty canClassify = new SimpleBooleanProperty(false);
    private final SimpleBooleanProperty panning = new SimpleBooleanProperty(false);
    private final Shortcuts shortcuts = Shortcuts.defaults();
    private final ActionBoard board = new ActionBoard(Messages.of(Locale.ENGLISH), shortcuts);
    private TextField field;
    private Button other;
    private Pane image;
    private MenuBar menus;

    @Start
    void start(Stage stage) {
        Actions.all().stream()
                .map(Action::id)
                .filter(id -> !id.equals("tool.angle"))
                .forEach(id -> board.on(id, () -> done.add(id)));
        board.enabled("classify.start", canClassify, new SimpleStringProperty("Draw a region first."));
        board.selected("tool.pan", panning);
        board.onHold("overlay.toggle", () -> done.add("peek"), () -> done.add("peek ends"));
        board.onRefused(done::add);
        field = new TextField();
        other = new Button("other");
        image = new Pane();
        menus = board.menuBar();
        image.setPrefHeight(200);
        image.setFocusTraversable(true);
        Scene scene = new Scene(
                new VBox(menus, board.toolBar("file.open", "tool.pan", "|", "classify.start"), field, other, image));
        board.install(scene);
        stage.setScene(scene);
        stage.show();
        image.requestFocus();
    }

    @Test
    void everyShortcut_doesItsActionOnce(FxRobot robot) {
        press(robot, KeyCode.W);
        press(robot, KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        press(robot, KeyCode.SPACE);
        press(robot, KeyCode.DIGIT3);
        press(robot, KeyCode.OPEN_BRACKET);
        press(robot, KeyCode.EQUALS);
        press(robot, KeyCode.SHIFT, KeyCode.EQUALS);
        press(robot, KeyCode.F1);
        assertEquals(
                List.of(
                        "tool.window",
                        "edit.redo",
                        "view.reset",
                        "window.preset3",
                        "overlay.opacityDown",
                        "view.fit",
                        "view.zoomIn",
                        "help.why"),
                done);
    }

    @Test
    void typingInAField_doesNothingElse(FxRobot robot) {
        robot.interact(field::requestFocus);
        press(robot, KeyCode.W);
        press(robot, KeyCode.SPACE);
        press(robot, KeyCode.CONTROL, KeyCode.Z);
        assertEquals(List.of(), done);
        press(robot, KeyCode.CONTROL, KeyCode.K);
        assertEquals(List.of("help.find"), done);
    }

    /** The robot presses, types and releases, as a keyboard does. */
    @Test
    void letterOfAShortcut_isNotTypedIntoTheFieldThatItOpens(FxRobot robot) {
        board.on("tool.window", field::requestFocus);
        robot.type(KeyCode.W);
        assertTrue(field.isFocused());
        assertEquals("", field.getText());
        robot.type(KeyCode.W);
        assertEquals("w", field.getText().toLowerCase());
    }

    @Test
    void focusedButton_keepsSpaceAndArrows(FxRobot robot) {
        robot.interact(other::requestFocus);
        other.setOnAction(event -> done.add("other"));
        press(robot, KeyCode.SPACE);
        press(robot, KeyCode.I);
        assertEquals(List.of("other", "view.invert"), done);
    }

    @Test
    void disabledAction_saysWhyInsteadOfNothing(FxRobot robot) {
        press(robot, KeyCode.CONTROL, KeyCode.ENTER);
        assertEquals(List.of("Classify this region: Draw a region first."), done);
        robot.interact(() -> canClassify.set(true));
        press(robot, KeyCode.CONTROL, KeyCode.ENTER);
        assertEquals("classify.start", done.get(1));
    }

    @Test
    void disabledButton_explainsItselfUnderTheMouse(FxRobot robot) throws Exception {
        Button button = robot.lookup("#button-classify-start").query();
        assertTrue(button.isDisabled());
        robot.moveTo(image).moveTo(button);
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> tooltip().contains("Draw a region first."));
        assertTrue(tooltip().contains("Ctrl+Enter"), tooltip());
    }

    @Test
    void shortPressOfO_switchesAndPeekEnds(FxRobot robot) {
        press(robot, KeyCode.O);
        assertEquals(List.of("peek", "peek ends", "overlay.toggle"), done);
    }

    @Test
    void longPressOfO_onlyPeeks(FxRobot robot) throws Exception {
        robot.press(KeyCode.O);
        long start = System.nanoTime();
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> System.nanoTime() - start > 400_000_000L);
        robot.release(KeyCode.O);
        assertEquals(List.of("peek", "peek ends"), done);
    }

    @Test
    void keyHeldDown_scrollsOnButSwitchesOnce(FxRobot robot) {
        for (int i = 0; i < 3; i++) {
            robot.interact(() -> repeated(KeyCode.DOWN));
        }
        for (int i = 0; i < 3; i++) {
            robot.interact(() -> repeated(KeyCode.I));
        }
        assertEquals(List.of("slice.next", "slice.next", "slice.next", "view.invert"), done);
    }

    private void repeated(KeyCode key) {
        image.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", key, false, false, false, false));
    }

    @Test
    void click_leavesTheFocusInTheImage(FxRobot robot) {
        robot.clickOn("#button-file-open");
        press(robot, KeyCode.UP);
        assertEquals(List.of("file.open", "slice.previous"), done);
    }

    @Test
    void switchButton_showsOnlyWhatIsTrue(FxRobot robot) {
        ToggleButton pan = robot.lookup("#button-tool-pan").query();
        robot.clickOn(pan);
        assertEquals(List.of("tool.pan"), done);
        assertFalse(pan.isSelected());
        robot.interact(() -> panning.set(true));
        assertTrue(pan.isSelected());
    }

    @Test
    void changedShortcut_holdsAtOnce(FxRobot robot) {
        robot.interact(() -> shortcuts.take("tool.window", Shortcut.parse("Q")));
        press(robot, KeyCode.Q);
        assertEquals(List.of("tool.window"), done);
        assertTrue(menuText("tool.window").contains("Q"), menuText("tool.window"));
    }

    @Test
    void forgottenAction_isNamedAndNotShown() {
        assertEquals(List.of("tool.angle"), board.unbound());
        assertTrue(menus.getMenus().stream()
                .flatMap(menu -> menu.getItems().stream())
                .noneMatch(item -> item.getId().equals("menu-tool-angle")));
    }

    @Test
    void unknownAction_isRefusedByName() {
        assertThrows(IllegalArgumentException.class, () -> board.on("tool.hammer", () -> {}));
    }

    private String menuText(String id) {
        return menus.getMenus().stream()
                .flatMap(menu -> menu.getItems().stream())
                .filter(item -> item.getId().equals(Actions.of(id).nodeId("menu-")))
                .map(item -> item.getAccelerator().getDisplayText())
                .findFirst()
                .orElseThrow();
    }

    private static String tooltip() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof PopupWindow && window.isShowing())
                .map(window -> window instanceof Tooltip tip ? tip.getText() : "")
                .findFirst()
                .orElse("");
    }

    private static void press(FxRobot robot, KeyCode... keys) {
        robot.push(keys);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
