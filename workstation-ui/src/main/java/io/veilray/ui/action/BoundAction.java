package io.veilray.ui.action;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What an action is in this window: its name now, what it does, whether it can be done and why not. */
final class BoundAction {
    private final Action action;
    private final String hint;
    private final StringProperty text;
    private final BooleanProperty enabled = new SimpleBooleanProperty(true);
    private final StringProperty whyNot = new SimpleStringProperty("");
    private final BooleanProperty selected = new SimpleBooleanProperty();
    private Runnable handler;
    private Optional<Hold> hold = Optional.empty();
    private boolean switching;

    /** What a key does while it is held. */
    record Hold(Runnable pressed, Runnable released) {}

    BoundAction(Action action, String text, String hint) {
        this.action = action;
        this.text = new SimpleStringProperty(text);
        this.hint = hint;
    }

    Action action() {
        return action;
    }

    String hint() {
        return hint;
    }

    StringProperty text() {
        return text;
    }

    BooleanProperty enabled() {
        return enabled;
    }

    StringProperty whyNot() {
        return whyNot;
    }

    BooleanProperty selected() {
        return selected;
    }

    /** Whether it is on or off rather than done. */
    boolean isSwitch() {
        return switching;
    }

    void becomeSwitch() {
        switching = true;
    }

    boolean isBound() {
        return handler != null;
    }

    void handle(Runnable what) {
        handler = what;
    }

    Optional<Hold> hold() {
        return hold;
    }

    void hold(Hold what) {
        hold = Optional.of(what);
    }

    void run() {
        handler.run();
    }
}
