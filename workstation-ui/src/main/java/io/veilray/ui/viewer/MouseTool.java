package io.veilray.ui.viewer;

import javafx.scene.Cursor;

/**
 * What the primary mouse button does. A press is followed by drags and one release, or by {@link #cancelled()}; moves
 * come without a button. Points are in image space and not clamped. Called on the FX thread.
 */
public interface MouseTool {
    default void pressed(PointerEvent e) {}

    default void dragged(PointerEvent e) {}

    default void released(PointerEvent e) {}

    default void moved(PointerEvent e) {}

    /** The second press of a double click has happened; its {@code pressed} and {@code released} came before. */
    default void doubleClicked(PointerEvent e) {}

    /** Esc, or the tool was changed: forget what was begun. */
    default void cancelled() {}

    default Cursor cursor() {
        return Cursor.CROSSHAIR;
    }
}
