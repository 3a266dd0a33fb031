package io.veilray.ui.tool;

import io.veilray.ui.text.Messages;
import java.util.function.IntConsumer;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.util.Subscription;

/** All marks of the series: a click selects one and goes to its slice, Enter or a double click renames, Delete deletes. */
public final class MarksPane extends BorderPane {
    private final DrawingBoard board;
    private final MarkNumbers numbers;
    private final ListView<Mark> list = new ListView<>();
    private final IntConsumer goToSlice;
    private Subscription selection = Subscription.EMPTY;
    private boolean following;

    /** @param goToSlice shows the slice of that index */
    public MarksPane(DrawingBoard board, Messages messages, SliceSource source, IntConsumer goToSlice) {
        this.board = board;
        this.goToSlice = goToSlice;
        this.numbers = new MarkNumbers(source, messages);
        Label empty = new Label(messages.get("tool.marks.empty"));
        empty.setWrapText(true);
        empty.setPadding(new Insets(12));
        list.setId("marks");
        list.setPlaceholder(empty);
        // the list would start renaming at a single click on the selected mark, which is to go to its slice
        list.setEditable(false);
        list.setAccessibleText(messages.get("tool.marks.list"));
        list.setCellFactory(view -> new MarkCell(board, messages, numbers));
        list.getSelectionModel().selectedItemProperty().subscribe((before, after) -> picked(after));
        list.setOnKeyPressed(this::key);
        list.setOnMouseClicked(this::clicked);
        setCenter(list);
        board.drawingProperty().subscribe(this::follow);
    }

    private void follow(Drawing drawing) {
        selection.unsubscribe();
        numbers.clear();
        list.setItems(drawing == null ? FXCollections.observableArrayList() : drawing.marks());
        selection = drawing == null
                ? Subscription.EMPTY
                : drawing.selectedProperty().subscribe(this::show);
    }

    private void show(Mark mark) {
        following = true;
        if (mark == null) {
            list.getSelectionModel().clearSelection();
        } else {
            list.getSelectionModel().select(mark);
            list.scrollTo(mark);
        }
        following = false;
    }

    private void picked(Mark mark) {
        if (following
                || mark == null
                || board.drawing().selected().filter(mark::equals).isPresent()) {
            return;
        }
        boolean known = board.drawing().find(mark.id()).filter(mark::equals).isPresent();
        if (known && list.isFocused()) {
            goToSlice.accept(mark.sliceIndex());
            board.drawing().select(mark.id());
        }
    }

    private void clicked(MouseEvent e) {
        Mark mark = list.getSelectionModel().getSelectedItem();
        if (mark != null && e.getClickCount() == 2) {
            rename();
        } else if (mark != null) {
            goToSlice.accept(mark.sliceIndex());
        }
    }

    private void rename() {
        if (list.getEditingIndex() < 0) {
            list.setEditable(true);
            list.edit(list.getSelectionModel().getSelectedIndex());
            list.setEditable(false);
        }
    }

    private void key(KeyEvent e) {
        Mark mark = list.getSelectionModel().getSelectedItem();
        if (mark != null && (e.getCode() == KeyCode.DELETE || e.getCode() == KeyCode.BACK_SPACE)) {
            board.drawing().delete(mark.id());
            e.consume();
        } else if (mark != null && e.getCode() == KeyCode.ENTER) {
            rename();
            e.consume();
        }
    }
}
