package io.veilray.ui.pacs;

import io.veilray.dicom.Tag;
import io.veilray.dicom.pacs.Match;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Wrapped;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.text.TextAlignment;

/** What an archive found, one match a row. */
final class MatchTable extends TableView<Match> {
    private final Messages messages;

    MatchTable(Messages messages, String id, String key) {
        this.messages = messages;
        setId(id);
        getStyleClass().add("dense");
        setAccessibleText(messages.get(key));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    }

    /** Begins in the order of that number or date. */
    void show(List<Match> matches, Tag by, boolean newestFirst) {
        Comparator<Match> order =
                Comparator.comparingInt(match -> number(match.text(by).orElse("")));
        getSortOrder().clear();
        setItems(FXCollections.observableArrayList(
                matches.stream().sorted(newestFirst ? order.reversed() : order).toList()));
    }

    /** What stands where there is no row. */
    void placeholder(String sentence) {
        Label label = Wrapped.text(sentence, "hint");
        label.setPadding(new Insets(20));
        label.setTextAlignment(TextAlignment.CENTER);
        label.setStyle("-fx-font-size: 1em"); // the theme's is that of a heading
        setPlaceholder(label);
    }

    MatchTable text(String key, double widthPx, Tag tag) {
        return column(key, widthPx, match -> match.text(tag).orElse(""), Comparator.naturalOrder());
    }

    /** A number sorts as one, whatever it looks like. */
    MatchTable number(String key, double widthPx, Tag tag) {
        Comparator<String> byNumber = Comparator.comparingInt(MatchTable::number);
        return column(
                key, widthPx, match -> match.text(tag).orElse(""), byNumber.thenComparing(Comparator.naturalOrder()));
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    MatchTable column(String key, double widthPx, Function<Match, String> text) {
        return column(key, widthPx, text, String.CASE_INSENSITIVE_ORDER);
    }

    private MatchTable column(
            String key, double widthPx, Function<Match, String> text, Comparator<? super String> order) {
        TableColumn<Match, String> column = new TableColumn<>(messages.get("pacs.column." + key));
        column.setId("pacs-column-" + key);
        column.setPrefWidth(widthPx);
        column.setComparator((one, other) -> order.compare(one, other));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(text.apply(row.getValue())));
        column.setCellFactory(of -> new Told());
        getColumns().add(column);
        return this;
    }

    /** A name that is cut must not be taken for another one. */
    private static final class Told extends TableCell<Match, String> {
        @Override
        protected void updateItem(String text, boolean empty) {
            super.updateItem(text, empty);
            boolean blank = empty || text == null || text.isEmpty();
            setText(blank ? null : text);
            setTooltip(blank ? null : new Tooltip(text));
        }
    }
}
