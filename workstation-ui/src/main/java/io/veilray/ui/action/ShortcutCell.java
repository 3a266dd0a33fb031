package io.veilray.ui.action;

import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Icons;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** One row of the shortcut editor: icon, name, keys. */
final class ShortcutCell extends ListCell<Action> {
    private static final double GAP_PX = 10;

    private final Messages messages;
    private final Shortcuts shortcuts;

    ShortcutCell(Messages messages, Shortcuts shortcuts) {
        this.messages = messages;
        this.shortcuts = shortcuts;
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(Action action, boolean empty) {
        super.updateItem(action, empty);
        setGraphic(empty ? null : row(action));
    }

    private HBox row(Action action) {
        Label name = new Label(messages.get(action.textKey()));
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        Label keys = new Label(ShortcutEditor.text(shortcuts.of(action.id()), messages));
        keys.getStyleClass().add("key");
        keys.setMinWidth(Region.USE_PREF_SIZE);
        setAccessibleText(name.getText() + ", " + keys.getText());
        HBox row = new HBox(GAP_PX, Icons.of(action.icon()), name, keys);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
