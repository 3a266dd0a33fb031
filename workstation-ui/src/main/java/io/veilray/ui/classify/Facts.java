package io.veilray.ui.classify;

import io.veilray.ui.theme.TextSize;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Names and values below each other; long values wrap. */
final class Facts extends VBox {
    private static final double NAME_PX = 104;
    /** Characters from which on a value is long. */
    private static final int LONG = 60;

    Facts() {
        super(5);
    }

    static Label text(String text, String... styles) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.setMaxWidth(Double.MAX_VALUE);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** A value stands beside its name, a long one below it with the whole width. */
    Facts add(String name, String value) {
        Label left = text(name, "fact-name");
        Label right = text(value);
        left.setLabelFor(right);
        if (value.length() > LONG) {
            getChildren().add(new VBox(1, left, right));
            return this;
        }
        left.prefWidthProperty().bind(TextSize.column(NAME_PX));
        left.minWidthProperty().bind(left.prefWidthProperty());
        right.setMinWidth(0);
        HBox.setHgrow(right, Priority.ALWAYS);
        getChildren().add(new HBox(8, left, right));
        return this;
    }
}
