package io.veilray.ui.action;

import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;

/** Which keys the control with the focus needs for itself. */
final class KeyOwner {
    private static final Set<String> EDITING =
            Set.of("A", "C", "V", "X", "Y", "Z", "Left", "Right", "Home", "End", "Delete", "Backspace", "Insert");

    private KeyOwner() {}

    static boolean keeps(Node focused, Shortcut shortcut) {
        if (isText(focused)) {
            return shortcut.ctrl()
                    ? EDITING.contains(shortcut.key())
                    : !shortcut.key().matches("F\\d+");
        }
        if (focused instanceof ComboBoxBase<?> box && box.isShowing()) {
            return true;
        }
        return focused instanceof Control && !shortcut.ctrl() && Keys.isUsedByControls(shortcut.key());
    }

    private static boolean isText(Node focused) {
        return focused instanceof TextInputControl
                || focused instanceof Spinner<?> spinner && spinner.isEditable()
                || focused instanceof ComboBoxBase<?> box && box.isEditable();
    }
}
