package io.veilray.ui.window;

import javafx.scene.control.ListCell;

/** A sentence in a list, on as many lines as it needs. */
final class WrappedCell extends ListCell<String> {
    WrappedCell() {
        setWrapText(true);
        setPrefWidth(0); // as wide as the list, never wider
    }

    @Override
    protected void updateItem(String sentence, boolean empty) {
        super.updateItem(sentence, empty);
        setText(empty ? null : sentence);
    }
}
