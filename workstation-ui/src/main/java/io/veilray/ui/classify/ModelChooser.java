package io.veilray.ui.classify;

import io.veilray.protocol.ModelInfo;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Icons;
import io.veilray.ui.theme.TextSize;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The server's models to choose from, and the card of the one chosen. */
final class ModelChooser extends VBox {
    private static final double LEAST_PX = 200;
    private static final double ARROW_PX = 44;
    /** Of the list; fewer where text is large, so that it stays on the screen. */
    private static final int ROWS = 6;

    private final Messages messages;
    private final Words words;
    private final ComboBox<ModelInfo> models = new ComboBox<>();
    private final ToggleButton cardButton = new ToggleButton();
    private final Fold card = new Fold(cardButton);
    private final Label line = Facts.text("", "hint");
    private final Label protection = Facts.text("", "hint");

    ModelChooser(Messages messages) {
        super(4);
        this.messages = messages;
        this.words = new Words(messages);
        models.setId("models");
        models.setMaxWidth(Double.MAX_VALUE);
        models.setMinWidth(0);
        HBox.setHgrow(models, Priority.ALWAYS);
        models.setCellFactory(list -> new ModelCell(messages, this::line));
        models.visibleRowCountProperty()
                .bind(Bindings.createIntegerBinding(
                        () -> ROWS
                                * 100
                                / Math.max(100, TextSize.percentProperty().get()),
                        TextSize.percentProperty()));
        models.setButtonCell(new Chosen());
        models.setPromptText(messages.get("classify.model.none"));
        models.setAccessibleText(messages.get("classify.model"));
        cardButton.setId("model-card-button");
        cardButton.setGraphic(Icons.of("model-card"));
        cardButton.setTooltip(new Tooltip(messages.get("classify.card")));
        cardButton.setAccessibleText(messages.get("classify.card"));
        cardButton.setMinWidth(USE_PREF_SIZE);
        protection.setId("model-protection");
        Label caption = Facts.text(messages.get("classify.model"), "caption");
        caption.setLabelFor(models);
        getChildren().addAll(caption, new HBox(6, models, cardButton), line, protection, card);
        models.valueProperty().addListener((property, before, now) -> chosen(now));
        chosen(null);
    }

    ReadOnlyObjectProperty<ModelInfo> modelProperty() {
        return models.valueProperty();
    }

    /** Keeps the choice where the new list has a model of the same id. */
    void offer(List<ModelInfo> offered) {
        if (offered.equals(models.getItems())) {
            return;
        }
        Optional<String> before = Optional.ofNullable(models.getValue()).map(ModelInfo::id);
        models.getItems().setAll(offered);
        models.setValue(offered.stream()
                .filter(model -> before.equals(Optional.of(model.id())))
                .findFirst()
                .orElse(offered.isEmpty() ? null : offered.getFirst()));
    }

    void choose(String id) {
        models.getItems().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .ifPresent(models::setValue);
    }

    void toggleCard() {
        cardButton.setSelected(!cardButton.isSelected() && models.getValue() != null);
    }

    private void chosen(ModelInfo model) {
        cardButton.setDisable(model == null);
        line.setText(model == null ? "" : line(model));
        showProtection(model);
        for (Label label : List.of(line, protection)) {
            label.setVisible(model != null);
            label.setManaged(model != null);
        }
        if (model == null) {
            cardButton.setSelected(false);
        } else {
            card.show(new ModelCard(messages, model));
        }
    }

    /** A few words, so that a result keeps its place below; the whole sentence on pointing, and on every result. */
    private void showProtection(ModelInfo model) {
        protection.setText(model == null ? "" : words.glance(model.network().mode()));
        protection.setTooltip(
                model == null
                        ? null
                        : new Tooltip(words.protection(model.network().mode())));
        protection.setAccessibleHelp(
                model == null ? null : words.promise(model.network().mode()));
    }

    private String line(ModelInfo model) {
        return messages.get(
                "classify.model.line",
                model.id(),
                messages.get(
                        "classify.figure.size",
                        model.input().widthPx(),
                        model.input().heightPx()));
    }

    private final class Chosen extends ListCell<ModelInfo> {
        Chosen() {
            setWrapText(true);
        }

        /** The chosen model's name is shown whole, on as many lines as it needs. */
        @Override
        protected double computePrefHeight(double width) {
            return super.computePrefHeight(width < 0 ? Math.max(LEAST_PX, models.getWidth() - ARROW_PX) : width);
        }

        @Override
        protected void updateItem(ModelInfo model, boolean empty) {
            super.updateItem(model, empty);
            setText(empty || model == null ? null : words.title(model));
        }
    }
}
