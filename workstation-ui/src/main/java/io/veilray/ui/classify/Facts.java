package io.veilray.ui.classify;

import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** Names and values in two columns; long values wrap. */
final class Facts extends GridPane {
    private static final double NAME_PX = 104;
    /** Characters from which on a value is long. */
    private static final int LONG = 60;

    Facts() {
        setHgap(10);
        setVgap(5);
        ColumnConstraints names = new ColumnConstraints(NAME_PX);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(0);
        getColumnConstraints().addAll(names, values);
    }

    static Label text(String text, String... styles) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.setMaxWidth(Double.MAX_VALUE);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** A long value stands below its name and has the whole width. */
    Facts add(String name, String value) {
        Label left = text(name, "fact-name");
        Label right = text(value);
        left.setLabelFor(right);
        GridPane.setValignment(left, VPos.TOP);
        int row = getRowCount();
        if (value.length() > LONG) {
            add(left, 0, row, 2, 1);
            add(right, 0, row + 1, 2, 1);
        } else {
            addRow(row, left, right);
        }
        return this;
    }
}
