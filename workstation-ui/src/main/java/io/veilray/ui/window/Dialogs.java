package io.veilray.ui.window;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Shows one thing in front of the window, which is dimmed and does nothing meanwhile. */
final class Dialogs extends StackPane {
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final Node behind;
    /** What comes up while an answer is demanded, which nothing may cover. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private Node focusedBefore;
    private boolean mustAnswer;
    /** What a question stands in front of, with what had the focus there. */
    private Node below;

    private Node focusedBelow;

    /** @param behind what is dimmed */
    Dialogs(Node behind) {
        this.behind = behind;
        getStyleClass().add("dialog-layer");
        setVisible(false);
        setManaged(false);
        setId("dialog-layer");
    }

    /** With a button to close it; Esc does the same. */
    void show(Region content, String closeText) {
        if (open.get() && mustAnswer) {
            waiting.add(() -> show(content, closeText));
            return;
        }
        Button close = new Button(closeText);
        close.setId("dialog-close");
        close.setDefaultButton(true);
        close.setOnAction(event -> hide());
        HBox buttons = new HBox(close);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        VBox box = new VBox(12, content, buttons);
        present(box, false);
        close.requestFocus();
    }

    /** What closes itself. */
    void show(Region content) {
        if (open.get() && mustAnswer) {
            waiting.add(() -> show(content));
            return;
        }
        present(content, false);
        content.requestFocus();
    }

    /** What closes itself; what was shown before comes back then. */
    void ask(Region question) {
        if (open.get() && !mustAnswer && below == null) {
            focusedBelow = getScene() == null ? null : getScene().getFocusOwner();
            below = getChildren().getFirst();
        }
        show(question);
    }

    /** What the user has to answer before anything else. */
    void demand(Region content) {
        present(content, true);
        content.requestFocus();
    }

    private void present(Region content, boolean answer) {
        if (!open.get()) {
            focusedBefore = getScene() == null ? null : getScene().getFocusOwner();
        }
        mustAnswer = answer;
        content.getStyleClass().add("dialog");
        content.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren().setAll(content);
        behind.setDisable(true);
        setManaged(true);
        setVisible(true);
        open.set(true);
    }

    void hide() {
        if (!open.get()) {
            return;
        }
        if (below != null) {
            comeBack();
            return;
        }
        getChildren().clear();
        setVisible(false);
        setManaged(false);
        behind.setDisable(false);
        open.set(false);
        if (focusedBefore != null) {
            focusedBefore.requestFocus();
        }
        if (!waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    private void comeBack() {
        getChildren().setAll(below);
        below = null;
        if (focusedBelow != null) {
            focusedBelow.requestFocus();
        }
    }

    /** Esc: closes what may be closed. */
    void cancel() {
        if (!mustAnswer) {
            hide();
        }
    }

    ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    boolean isOpen() {
        return open.get();
    }
}
