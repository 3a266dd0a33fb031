package io.veilray.ui.classify;

import io.veilray.protocol.ModelInfo;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.TextSize;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.VBox;

/** A model in the list to choose from: what it is for, in bold what its mode means, and its id. */
final class ModelCell extends ListCell<ModelInfo> {
    private static final double WIDTH_PX = 400;

    private final Words words;
    private final Function<ModelInfo, String> line;
    private final Label title = Facts.text("");
    private final Label mode = Facts.text("");
    private final Label id = Facts.text("", "hint");
    private final VBox all = new VBox(1, title, mode, id);

    ModelCell(Messages messages, Function<ModelInfo, String> line) {
        this.words = new Words(messages);
        this.line = line;
        mode.setStyle(
                "-fx-font-weight: bold"); // the list is a window of its own, which the pane's style does not reach
    }

    @Override
    protected double computePrefWidth(double height) {
        return TextSize.column(WIDTH_PX).get();
    }

    /** Of the texts at the width they get: a cell's own skin does not ask what it shows. */
    @Override
    protected double computePrefHeight(double width) {
        if (getGraphic() == null) {
            return super.computePrefHeight(width);
        }
        double room = Math.max(computePrefWidth(-1), width) - snappedLeftInset() - snappedRightInset();
        return snappedTopInset() + all.prefHeight(room) + snappedBottomInset();
    }

    @Override
    protected void updateItem(ModelInfo model, boolean empty) {
        super.updateItem(model, empty);
        setGraphic(empty || model == null ? null : all);
        if (getGraphic() != null) {
            title.setText(Words.plainTitle(model));
            mode.setText(words.glance(model.network().mode()));
            id.setText(line.apply(model));
        }
    }
}
