package io.veilray.ui.action;

import io.veilray.ui.theme.Icons;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One row of the command finder: icon, name, hint or the reason why not, shortcut. */
final class ActionCell extends ListCell<BoundAction> {
    private static final double GAP_PX = 10;

    private final ActionBoard board;

    ActionCell(ActionBoard board) {
        this.board = board;
        setPrefWidth(0); // the list's width, so that long texts wrap
    }

    @Override
    protected void updateItem(BoundAction action, boolean empty) {
        super.updateItem(action, empty);
        setGraphic(empty ? null : row(action));
        setAccessibleText(empty ? null : action.text().get());
    }

    private HBox row(BoundAction action) {
        boolean enabled = action.enabled().get();
        Label name = new Label(action.text().get());
        name.setDisable(!enabled);
        Label below = new Label(enabled ? action.hint() : action.whyNot().get());
        below.setWrapText(true);
        below.getStyleClass().add(enabled ? "hint" : "reason");
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        Label keys = new Label(board.keys(action.action().id()));
        keys.getStyleClass().add("key");
        keys.setMinWidth(Region.USE_PREF_SIZE);
        VBox words = new VBox(new HBox(GAP_PX, name, keys), below);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(GAP_PX, Icons.of(action.action().icon()), words);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
