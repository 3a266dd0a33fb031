package io.veilray.ui.viewer;

import io.veilray.ui.scan.Series;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/**
 * How a series is taken from the list: a click or the keys open it, a drag carries it to where it is dropped. Pressing the
 * mouse alone opens nothing, since a drag begins so too.
 */
final class SeriesPicking {
    private final SeriesList list;
    private Consumer<Series> picked = series -> {};
    private boolean pressed;
    private boolean following;
    private Optional<Series> before = Optional.empty();
    private Optional<Series> dragged = Optional.empty();

    SeriesPicking(SeriesList list) {
        this.list = list;
        list.getSelectionModel().selectedItemProperty().addListener((property, from, to) -> {
            if (!pressed && !following) {
                pick();
            }
        });
        list.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
            pressed = true;
            before = selected();
        });
        list.setOnDragDetected(this::drag);
        list.addEventFilter(MouseEvent.MOUSE_RELEASED, this::released);
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                pick();
            }
        });
    }

    void onPicked(Consumer<Series> open) {
        picked = open;
    }

    void follow(Series shown) {
        following = true;
        if (shown == null) {
            list.getSelectionModel().clearSelection();
        } else {
            list.getSelectionModel().select(shown);
        }
        following = false;
    }

    /** Ends the drag of a series, if there is one, with its arrival. */
    Optional<Series> drop() {
        Optional<Series> dropped = dragged;
        dragged = Optional.empty();
        return dropped;
    }

    private Optional<Series> selected() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
    }

    private void pick() {
        selected().ifPresent(picked);
    }

    /** A finger selects only when it is lifted, so the series under it counts. */
    private void drag(MouseEvent event) {
        dragged = at(event.getPickResult().getIntersectedNode());
        if (dragged.isPresent()) {
            list.startFullDrag();
            list.getScene().setCursor(Cursor.CLOSED_HAND);
        }
    }

    private Optional<Series> at(Node node) {
        for (Node up = node; up != null && up != list; up = up.getParent()) {
            if (up instanceof ListCell<?> cell && cell.getItem() instanceof Series series) {
                return Optional.of(series);
            }
        }
        return Optional.empty();
    }

    private void released(MouseEvent event) {
        pressed = false;
        list.getScene().setCursor(null);
        if (list.contains(event.getX(), event.getY())) {
            dragged = Optional.empty(); // a click of an unsteady hand
        }
        if (dragged.isEmpty()) {
            pick();
        } else {
            Platform.runLater(
                    () -> drop().ifPresent(lost -> follow(before.orElse(null)))); // where it lands hears it next
        }
    }
}
