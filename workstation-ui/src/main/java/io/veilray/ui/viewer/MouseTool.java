package io.veilray.ui.viewer;

import javafx.scene.Cursor;

/** What a tool hears. Points are in image space (not clamped). */
public interface MouseTool {
    default void pressed(PointerEvent e) {}

    default void dragged(PointerEvent e) {}

    default void released(PointerEvent e) {}

    default void moved(PointerEvent e) {}

    default void doubleClicked(PointerEvent e) {}

    /** Esc. */
    default void cancelled() {}

    default Cursor cursor() {
        return Cursor.CROSSHAIR;
    }
}
