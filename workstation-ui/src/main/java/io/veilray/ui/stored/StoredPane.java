package io.veilray.ui.stored;

import io.veilray.dicom.derived.ClassProbability;
import io.veilray.dicom.derived.StoredResult;
import io.veilray.ui.scan.Series;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Wrapped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The results from files over one series, each to be hidden or shown; not there where there are none. */
public final class StoredPane extends VBox {
    private static final int MOST_CLASSES = 20;

    private final Messages messages;
    private final StoredWords words;
    private final StoredResults results;
    private final IntConsumer goTo;
    private Optional<Series> series = Optional.empty();

    /** @param goTo shows a slice of the series */
    public StoredPane(Messages messages, StoredResults results, IntConsumer goTo) {
        super(10);
        this.messages = messages;
        this.words = new StoredWords(messages);
        this.results = results;
        this.goTo = goTo;
        setId("stored");
        results.onChange(change -> arrange());
        arrange();
    }

    /** Shows the results over that series. */
    public void show(Optional<Series> of) {
        series = of;
        arrange();
    }

    private void arrange() {
        List<StoredResult> here = series.map(results::over).orElse(List.of());
        getChildren().clear();
        setVisible(!here.isEmpty());
        setManaged(!here.isEmpty());
        if (!here.isEmpty()) {
            getChildren().add(Wrapped.text(messages.get("stored.title"), "section"));
            here.forEach(result -> getChildren().add(card(result)));
        }
    }

    private VBox card(StoredResult result) {
        VBox card = new VBox(4);
        card.getStyleClass().add("stored-result");
        CheckBox shown = new CheckBox(words.answer(result));
        shown.setSelected(results.isShown(result));
        shown.setWrapText(true);
        shown.setMinHeight(Region.USE_PREF_SIZE);
        shown.selectedProperty().subscribe((was, now) -> results.show(result, now));
        shown.setAccessibleText(messages.get("stored.show", words.answer(result)));
        HBox.setHgrow(shown, Priority.ALWAYS);
        int slice = results.slice(series.orElseThrow(), result).orElseThrow();
        Hyperlink place = new Hyperlink(messages.get("stored.slice", slice + 1));
        place.setMinWidth(Region.USE_PREF_SIZE);
        place.setOnAction(event -> goTo.accept(slice));
        HBox head = new HBox(8, shown, place);
        head.setAlignment(Pos.CENTER_LEFT);
        card.getChildren().addAll(head, Wrapped.text(messages.get("stored.by", result.algorithm())));
        result.classes().stream()
                .filter(each -> each.probability().isPresent())
                .sorted(Comparator.comparingDouble(
                                (ClassProbability each) -> each.probability().getAsDouble())
                        .reversed())
                .limit(MOST_CLASSES)
                .forEach(each -> card.getChildren().add(Wrapped.text("   " + words.classLine(each))));
        if (result.classes().size() > MOST_CLASSES) {
            card.getChildren()
                    .add(Wrapped.text(
                            messages.get("stored.more", result.classes().size() - MOST_CLASSES)));
        }
        result.doubts().forEach(doubt -> card.getChildren().add(Wrapped.text("• " + doubt)));
        card.getChildren().add(Wrapped.text(words.status(result)));
        result.evidence().ifPresent(map -> card.getChildren().add(Wrapped.text(map.description(), "hint")));
        card.getChildren().add(Wrapped.text(messages.get("stored.from", words.kinds(result)), "hint"));
        if (StoredWords.isWithoutReport(result)) {
            card.getChildren().add(Wrapped.text(messages.get("stored.noReport"), "hint"));
        }
        return card;
    }
}
