package io.veilray.ui.action;

import io.veilray.ui.theme.Icons;
import javafx.beans.InvalidationListener;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Separator;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToolBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/** Toolbar buttons. */
final class Buttons {
    private static final Duration TOOLTIP_DELAY = Duration.millis(400);
    private static final double TOOLTIP_WIDTH_PX = 320;

    private final ActionBoard board;

    Buttons(ActionBoard board) {
        this.board = board;
    }

    ToolBar toolBar(String... ids) {
        ToolBar bar = new ToolBar();
        bar.setAccessibleText(board.messages().get("action.toolbar"));
        for (String id : ids) {
            bar.getItems().add(id.equals("|") ? new Separator() : explained(board.bound(id)));
        }
        return bar;
    }

    ButtonBase button(BoundAction action) {
        ButtonBase button = action.isSwitch() ? toggle(action) : new Button();
        button.setId(action.action().nodeId("button-"));
        button.setGraphic(Icons.of(action.action().icon()));
        button.accessibleTextProperty().bind(action.text());
        button.disableProperty().bind(action.enabled().not());
        button.addEventHandler(
                ActionEvent.ACTION, event -> board.run(action.action().id()));
        keepFocusFromMouse(button);
        Tooltip.install(button, tooltip(action));
        return button;
    }

    /** A disabled node hears no mouse, so the frame around it carries the tooltip with the reason. */
    private Node explained(BoundAction action) {
        ButtonBase button = button(action);
        Tooltip.uninstall(button, null);
        StackPane frame = new StackPane(button);
        Tooltip.install(frame, tooltip(action));
        return frame;
    }

    /** A click flips the button by itself; it then shows again what the window says is true. */
    private ToggleButton toggle(BoundAction action) {
        ToggleButton button = new ToggleButton();
        button.setSelected(action.selected().get());
        action.selected().addListener((value, before, now) -> button.setSelected(now));
        button.addEventHandler(
                ActionEvent.ACTION,
                event -> button.setSelected(action.selected().get()));
        return button;
    }

    /** A click leaves the focus in the image, so that the arrow keys still scroll; Tab reaches the button all the same. */
    private static void keepFocusFromMouse(Node button) {
        button.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> button.setFocusTraversable(false));
        button.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> button.setFocusTraversable(true));
    }

    private Tooltip tooltip(BoundAction action) {
        Tooltip tooltip = new Tooltip();
        tooltip.setShowDelay(TOOLTIP_DELAY);
        tooltip.setMaxWidth(TOOLTIP_WIDTH_PX);
        tooltip.setWrapText(true);
        InvalidationListener rewrite = now -> tooltip.setText(explanation(action));
        action.text().addListener(rewrite);
        action.enabled().addListener(rewrite);
        action.whyNot().addListener(rewrite);
        board.shortcuts().revision().addListener(rewrite);
        rewrite.invalidated(null);
        return tooltip;
    }

    private String explanation(BoundAction action) {
        String keys = board.keys(action.action().id());
        String text = action.text().get();
        String first = keys.isEmpty() ? text : board.messages().get("action.tooltip", text, keys);
        String reason = action.enabled().get() ? "" : "\n" + action.whyNot().get();
        return first + "\n" + action.hint() + reason;
    }
}
