package io.veilray.ui.classify;

import io.veilray.protocol.ModelInfo;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Icons;
import io.veilray.ui.theme.TextSize;
import java.util.List;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The results of a scan as a list; the one chosen can be classified again by another model, or deleted. */
public final class ResultsPane extends VBox {
    private static final double ROW_PX = 44;
    private static final int MOST_ROWS = 4;
    /** Text size in percent from which on an id and a verdict need a line each. */
    private static final int LARGE_PERCENT = 140;

    private final Messages messages;
    private final Words words;
    private final Results results;
    private final ResultChanges changes;
    private final CloudConnection connection;
    private final ListView<ClassifyResult> list = new ListView<>();
    private final MenuButton rerun;
    private final Button compare;
    private final Button delete;

    /** @param changes carries out what the user asks for: the results themselves, or a history around them */
    public ResultsPane(Messages messages, Results results, ResultChanges changes, CloudConnection connection) {
        super(6);
        this.messages = messages;
        this.words = new Words(messages);
        this.results = results;
        this.changes = changes;
        this.connection = connection;
        this.rerun = new MenuButton(messages.get("classify.results.rerun"), Icons.of("classify"));
        this.compare = new Button(messages.get("classify.results.compare"), Icons.of("compare"));
        this.delete = new Button(messages.get("classify.results.delete"), Icons.of("delete"));
        getStylesheets()
                .add(Objects.requireNonNull(ResultsPane.class.getResource("classify.css"))
                        .toExternalForm());
        list.setId("results");
        rerun.setId("results-rerun");
        compare.setId("results-compare");
        delete.setId("results-delete");
        delete.setOnAction(event -> changes.delete(results.selectedProperty().get()));
        list.setItems(results.all());
        list.setCellFactory(view -> new Cell());
        list.fixedCellSizeProperty().bind(Bindings.createDoubleBinding(ResultsPane::rowPx, TextSize.percentProperty()));
        list.fixedCellSizeProperty().addListener(changed -> size());
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setAccessibleText(messages.get("classify.results"));
        getChildren()
                .addAll(
                        Facts.text(messages.get("classify.results"), "caption"),
                        list,
                        new FlowPane(8, 6, rerun, compare, delete));
        listen();
        select(results.selectedProperty().get());
        size();
    }

    /** @param action compares the chosen results */
    public void onCompare(Runnable action) {
        compare.setOnAction(event -> action.run());
    }

    /** All that the user has chosen in the list, in its order. */
    public List<ClassifyResult> chosen() {
        return results.all().stream()
                .filter(list.getSelectionModel().getSelectedItems()::contains)
                .toList();
    }

    private void listen() {
        list.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                results.selectedProperty().set(now);
            }
        });
        results.selectedProperty().addListener((property, before, now) -> select(now));
        results.all().addListener((ListChangeListener<ClassifyResult>) change -> size());
        connection
                .stateProperty()
                .addListener((property, before, now) ->
                        offer(results.selectedProperty().get()));
    }

    private static double rowPx() {
        return TextSize.px(TextSize.percentProperty().get() < LARGE_PERCENT ? ROW_PX : 1.5 * ROW_PX);
    }

    private void size() {
        double rows = Math.clamp(results.all().size(), 1, MOST_ROWS);
        list.setPrefHeight(rows * list.getFixedCellSize() + 4);
        list.setMinHeight(USE_PREF_SIZE);
    }

    private void select(@Nullable ClassifyResult result) {
        if (result == null) {
            list.getSelectionModel().clearSelection();
        } else if (list.getSelectionModel().getSelectedItem() != result) {
            list.getSelectionModel().clearAndSelect(results.all().indexOf(result));
        }
        compare.setDisable(result == null);
        delete.setDisable(result == null);
        offer(result);
    }

    private void offer(@Nullable ClassifyResult result) {
        rerun.getItems().clear();
        for (ModelInfo model : connection.state().models()) {
            MenuItem item = new MenuItem(words.title(model));
            item.setOnAction(event -> changes.rerun(results.selectedProperty().get(), model.id()));
            rerun.getItems().add(item);
        }
        rerun.setDisable(result == null || rerun.getItems().isEmpty());
    }

    private String line(ClassifyResult result) {
        return messages.get("classify.results.line", result.request().name(), words.answer(result.classification()));
    }

    private final class Cell extends ListCell<ClassifyResult> {
        Cell() {
            setWrapText(true);
            setPrefWidth(0); // as wide as the list, never wider
        }

        @Override
        protected void updateItem(ClassifyResult result, boolean empty) {
            super.updateItem(result, empty);
            textProperty().unbind();
            if (empty || result == null) {
                setText(null);
            } else {
                textProperty().bind(result.reviewProperty().map(review -> text(result, review)));
            }
        }

        private String text(ClassifyResult result, Review review) {
            return line(result) + "\n" + result.classification().model() + " · "
                    + messages.get("classify.verdict." + review.verdict());
        }
    }
}
