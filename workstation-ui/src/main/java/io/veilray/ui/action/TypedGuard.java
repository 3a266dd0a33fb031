package io.veilray.ui.action;

import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;

/**
 * Keeps away what a key types after it has been a shortcut: the field that the shortcut has given the focus must not get
 * the shortcut's own letter.
 */
final class TypedGuard {
    private boolean up;

    /** To be made before anything else listens to the keys of the scene. */
    TypedGuard(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> up = false);
        scene.addEventFilter(KeyEvent.KEY_TYPED, event -> {
            if (up) {
                event.consume();
            }
        });
    }

    /** Until the next key is pressed. */
    void raise() {
        up = true;
    }
}
