package io.veilray.ui.tool;

import io.veilray.ui.text.Messages;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;

/** A mark in the list: its colour, name, kind, slice and numbers, and a button that deletes it. */
final class MarkCell extends ListCell<Mark> {
    private final DrawingBoard board;
    private final Messages messages;
    private final MarkNumbers numbers;
    private final Rectangle swatch = new Rectangle(10, 10);
    private final Label name = new Label();
    private final Label place = new Label();
    private final Label value = new Label();
    private final Button delete = new Button("✕");
    private final TextField nameField = new TextField();
    private final VBox lines = new VBox(2, name, place, value);
    private final StackPane besideSwatch = new StackPane(lines, delete);
    private final HBox row = new HBox(8, swatch, besideSwatch);

    MarkCell(DrawingBoard board, Messages messages, MarkNumbers numbers) {
        this.board = board;
        this.messages = messages;
        this.numbers = numbers;
        name.setStyle("-fx-font-weight: bold");
        value.setMinHeight(USE_PREF_SIZE);
        swatch.setTranslateY(4);
        row.setPadding(new Insets(6, 0, 6, 0));
        HBox.setHgrow(besideSwatch, Priority.ALWAYS);
        besideSwatch.setMinWidth(0);
        StackPane.setAlignment(delete, Pos.TOP_RIGHT);
        lines.setMinWidth(0);
        setPrefWidth(0); // as wide as the list, never wider
        delete.setFocusTraversable(false);
        delete.setMinWidth(USE_PREF_SIZE);
        delete.setOnAction(event -> board.drawing().delete(getItem().id()));
        nameField.setOnAction(event -> rename());
        // what the field leaves over must not reach the list, which would delete the mark or leave the slice
        lines.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                cancelEdit();
            }
            event.consume();
        });
    }

    @Override
    protected void updateItem(Mark mark, boolean empty) {
        super.updateItem(mark, empty);
        value.textProperty().unbind();
        setText(null);
        setGraphic(empty || mark == null ? null : row);
        if (!empty && mark != null) {
            show(mark);
        }
    }

    private void show(Mark mark) {
        lines.getChildren().set(0, name);
        swatch.setFill(Brush.colour(mark));
        name.setText(mark.name());
        place.setText(messages.get(
                "tool.marks.slice", messages.get(mark.figure().kind().key()), mark.sliceIndex() + 1));
        value.textProperty().bind(numbers.of(mark));
        delete.setAccessibleText(messages.get("tool.marks.delete", mark.name()));
        setAccessibleText(mark.name() + ", " + place.getText());
    }

    @Override
    public void startEdit() {
        super.startEdit();
        if (isEditing()) {
            nameField.setText(getItem().name());
            nameField.setAccessibleText(
                    messages.get("tool.marks.nameField", getItem().name()));
            lines.getChildren().set(0, nameField);
            nameField.requestFocus();
            nameField.selectAll();
        }
    }

    @Override
    public void cancelEdit() {
        super.cancelEdit();
        lines.getChildren().set(0, name);
    }

    private void rename() {
        Mark mark = getItem();
        String wanted = nameField.getText();
        cancelEdit();
        board.drawing().rename(mark.id(), wanted);
    }
}
