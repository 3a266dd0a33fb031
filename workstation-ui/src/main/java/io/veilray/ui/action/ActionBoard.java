package io.veilray.ui.action;

import io.veilray.ui.text.Messages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuBar;
import javafx.scene.control.ToolBar;

/**
 * The actions of one window. The window says what each does, whether it can be done now and why not; the board makes the
 * menu bar, buttons and keys of it, which follow at once. An action that nobody bound is not shown. On the JavaFX thread
 * only.
 */
public final class ActionBoard {
    private final Map<String, BoundAction> actions = new LinkedHashMap<>();
    private final Messages messages;
    private final Shortcuts shortcuts;
    private Consumer<String> refused = sentence -> {};

    public ActionBoard(Messages messages, Shortcuts shortcuts) {
        this.messages = messages;
        this.shortcuts = shortcuts;
        for (Action action : Actions.all()) {
            actions.put(
                    action.id(),
                    new BoundAction(action, messages.get(action.textKey()), messages.get(action.hintKey())));
        }
    }

    /** What the action does. */
    public void on(String id, Runnable what) {
        bound(id).handle(what);
    }

    /** What holding its key does, besides; a short press still does the action itself. */
    public void onHold(String id, Runnable pressed, Runnable released) {
        bound(id).hold(new BoundAction.Hold(pressed, released));
    }

    /** When it can be done, and a sentence for when it cannot. */
    public void enabled(String id, ObservableBooleanValue when, ObservableStringValue whyNot) {
        bound(id).enabled().bind(when);
        bound(id).whyNot().bind(whyNot);
    }

    /** Whether it is on, for actions that switch something; the window still does the switching. */
    public void selected(String id, ObservableBooleanValue on) {
        bound(id).becomeSwitch();
        bound(id).selected().bind(on);
    }

    /** Another name than the table's, for instance "Undo: move region". */
    public void named(String id, ObservableStringValue name) {
        bound(id).text().bind(name);
    }

    /** Who shows the sentence when a key of an action is pressed that cannot be done now. */
    public void onRefused(Consumer<String> show) {
        refused = show;
    }

    /** Does it, or says why not. */
    public void run(String id) {
        BoundAction action = bound(id);
        if (!action.isBound()) {
            return;
        }
        if (action.enabled().get()) {
            action.run();
        } else {
            refuse(action);
        }
    }

    /** The actions that the window has forgotten. */
    public List<String> unbound() {
        return actions.values().stream()
                .filter(action -> !action.isBound())
                .map(action -> action.action().id())
                .toList();
    }

    public MenuBar menuBar() {
        return new Menus(this).bar();
    }

    /** A button of the icon alone; text, shortcut and reason are its tooltip. */
    public ButtonBase button(String id) {
        return new Buttons(this).button(bound(id));
    }

    /** Buttons of these actions; {@code |} stands for a separator. */
    public ToolBar toolBar(String... ids) {
        return new Buttons(this).toolBar(ids);
    }

    /** Lets the keys of the scene do the actions, before its controls hear them. Text fields keep their own keys. */
    public void install(Scene scene) {
        new KeyDispatch(this, scene).install();
    }

    BoundAction bound(String id) {
        BoundAction action = actions.get(id);
        if (action == null) {
            throw new IllegalArgumentException("no action " + id + " in the table of actions");
        }
        return action;
    }

    /** Those that can be shown, in the order of the table. */
    List<BoundAction> all() {
        return actions.values().stream().filter(BoundAction::isBound).toList();
    }

    public Messages messages() {
        return messages;
    }

    Shortcuts shortcuts() {
        return shortcuts;
    }

    /** All keys of an action in the user's words; empty if it has none. */
    String keys(String id) {
        return shortcuts.of(id).stream().map(key -> key.text(messages)).collect(Collectors.joining(" / "));
    }

    void refuse(BoundAction action) {
        refused.accept(messages.get(
                "action.notNow", action.text().get(), action.whyNot().get()));
    }
}
