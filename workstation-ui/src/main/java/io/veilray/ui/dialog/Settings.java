package io.veilray.ui.dialog;

import io.veilray.ui.prefs.Preferences;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The settings while they are being changed; every change is told at once. */
final class Settings {
    private final Consumer<Preferences> changed;
    private Preferences now;

    Settings(Preferences now, Consumer<Preferences> changed) {
        this.now = now;
        this.changed = changed;
    }

    Preferences now() {
        return now;
    }

    void change(UnaryOperator<Preferences> how) {
        Preferences next = how.apply(now);
        if (!next.equals(now)) {
            now = next;
            changed.accept(next);
        }
    }
}
