package io.veilray.ui.action;

import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Keys that a menu shows and does not listen to, since {@link KeyDispatch} hears them first. */
final class ShownKeys extends KeyCombination {
    private final String text;

    ShownKeys(String text) {
        this.text = text;
    }

    @Override
    public boolean match(KeyEvent event) {
        return false;
    }

    @Override
    public String getDisplayText() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
