package io.veilray.ui.viewer;

import io.veilray.ui.scan.Series;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;

/**
 * How a series is taken from the list: a click or the keys open it, a drag carries it to where it is dropped. Pressing the
 * mouse alone opens nothing, since a drag begins so too.
 */
final class SeriesPicking {
    /** What other programs see of the drag: that it is none of theirs. */
    private static final DataFormat FORMAT = new DataFormat("application/x-veilray-series");

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
        list.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> {
            pressed = false;
            pick();
        });
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                pick();
            }
        });
        list.setOnDragDetected(this::drag);
        list.setOnDragDone(this::dropped);
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

    Optional<Series> dragged() {
        return dragged;
    }

    private Optional<Series> selected() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
    }

    private void pick() {
        selected().ifPresent(picked);
    }

    private void drag(MouseEvent event) {
        dragged = selected();
        dragged.ifPresent(series -> {
            Dragboard board = list.startDragAndDrop(TransferMode.COPY);
            ClipboardContent content = new ClipboardContent();
            content.put(FORMAT, "");
            board.setContent(content);
            board.setDragView(list.thumb(series));
            event.consume();
        });
    }

    /** Where the drag ended in no viewport, the list shows again what is open. */
    private void dropped(DragEvent event) {
        pressed = false;
        dragged = Optional.empty();
        if (!event.isAccepted()) {
            follow(before.orElse(null));
        }
    }
}
