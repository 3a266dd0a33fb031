package io.veilray.ui.window;

import io.veilray.result.EvidenceField;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.CloudConnection;
import io.veilray.ui.classify.ResultPane;
import io.veilray.ui.classify.ResultsPane;
import io.veilray.ui.overlay.ColourBar;
import io.veilray.ui.text.Messages;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** The results of the series on the screen: the scale of the evidence map, the card of the selected one, the list. */
final class ResultColumn extends VBox {
    private final Messages messages;
    private final CloudConnection cloud;
    private final VBox scale = new VBox();
    private Subscription selection = Subscription.EMPTY;
    private Optional<ResultPane> card = Optional.empty();

    ResultColumn(Messages messages, CloudConnection cloud) {
        super(10);
        this.messages = messages;
        this.cloud = cloud;
        scale.managedProperty().bind(scale.visibleProperty().and(Bindings.isNotEmpty(scale.getChildren())));
    }

    /** Shows that series' results, and hears of no other's any more. */
    void show(Optional<OpenSeries> series) {
        selection.unsubscribe();
        selection = Subscription.EMPTY;
        card = series.map(this::card);
        scale.getChildren().clear();
        getChildren().clear();
        series.ifPresent(at -> {
            selection = at.results().selectedProperty().subscribe(this::showScale);
            ResultsPane list = new ResultsPane(messages, at.results(), at.changes(), cloud);
            getChildren().setAll(scale, card.orElseThrow(), list); // the scale of the map stays in sight
        });
    }

    private ResultPane card(OpenSeries at) {
        ResultPane pane = new ResultPane(messages, at.changes());
        pane.resultProperty().bindBidirectional(at.results().selectedProperty());
        return pane;
    }

    private void showScale(ClassifyResult result) {
        List<ColourBar> bars = Optional.ofNullable(result)
                .flatMap(shown -> EvidenceField.of(shown.classification())
                        .map(field -> new ColourBar(messages, shown.classification(), field)))
                .stream()
                .toList();
        scale.getChildren().setAll(bars);
    }

    /** The evidence map gives way to a heat map, and so does its scale. */
    void scaleVisible(boolean visible) {
        scale.setVisible(visible);
    }

    /** The card of the selected result; empty while nothing is open. */
    Optional<ResultPane> card() {
        return card;
    }
}
