package io.veilray.ui.window;

import io.veilray.result.EvidenceField;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.CloudConnection;
import io.veilray.ui.classify.ComparedPane;
import io.veilray.ui.classify.ResultPane;
import io.veilray.ui.classify.ResultsPane;
import io.veilray.ui.overlay.ColourBar;
import io.veilray.ui.stored.StoredPane;
import io.veilray.ui.text.Messages;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/**
 * The results of the series in the active viewport: what is compared, the scale of the evidence map, the card of the
 * selected result, the list.
 */
final class ResultColumn extends VBox {
    /** Made once a series: its parts listen to the results for as long as those are. */
    private record Parts(ResultPane card, ResultsPane list) {}

    private final Messages messages;
    private final CloudConnection cloud;
    private final Runnable compare;
    private final Runnable record;
    private final VBox scale = new VBox();
    private final HomeButtons home;
    private final StoredPane stored;
    private final Map<OpenSeries, Parts> parts = new IdentityHashMap<>();
    private final StackPane decision = new StackPane();
    private Subscription selection = Subscription.EMPTY;
    private Optional<Parts> shown = Optional.empty();
    private boolean noHeatMap = true;
    private Optional<ComparedPane> compared = Optional.empty();

    /**
     * @param stored the list of results from files, of whichever series is shown
     * @param compare what the list's button does
     * @param record shows what was sent for the selected result
     */
    ResultColumn(
            Messages messages,
            CloudConnection cloud,
            HomeButtons home,
            StoredPane stored,
            Runnable compare,
            Runnable record) {
        super(10);
        this.home = home;
        this.stored = stored;
        this.messages = messages;
        this.cloud = cloud;
        this.compare = compare;
        this.record = record;
        scale.managedProperty().bind(scale.visibleProperty().and(Bindings.isNotEmpty(scale.getChildren())));
    }

    /** Shows that series' results, and hears of no other's any more. */
    void show(Optional<OpenSeries> series) {
        selection.unsubscribe();
        stored.show(series.map(OpenSeries::series));
        scale.getChildren().clear();
        shown = series.map(at -> parts.computeIfAbsent(at, this::parts));
        selection = series.map(at -> at.results().selectedProperty().subscribe(this::showScale))
                .orElse(Subscription.EMPTY);
        arrange();
    }

    /** Shows a comparison on top, until it is none. */
    void compare(Optional<ComparedPane> comparison) {
        compared = comparison;
        scaleVisible(noHeatMap);
        shown.ifPresent(now -> showScale(now.card().resultProperty().get()));
        arrange();
        comparison.ifPresent(pane -> Platform.runLater(() -> bringIntoSight(pane)));
    }

    private static void bringIntoSight(Node pane) {
        Node up = pane;
        while (up != null && !(up instanceof ScrollPane)) {
            up = up.getParent();
        }
        if (up instanceof ScrollPane scroll) {
            scroll.layout();
            Node content = scroll.getContent();
            double top = content.sceneToLocal(pane.localToScene(0, 0)).getY();
            double beyond = content.getLayoutBounds().getHeight()
                    - scroll.getViewportBounds().getHeight();
            scroll.setVvalue(beyond <= 0 ? 0 : Math.clamp(top / beyond, 0, 1));
        }
    }

    private void arrange() {
        getChildren().clear();
        decision.getChildren()
                .setAll(shown.stream().map(now -> now.card().decision()).toList());
        compared.ifPresent(getChildren()::add);
        // the scale of the map stays in sight
        shown.ifPresent(now -> getChildren().addAll(scale, home, now.card(), now.list(), stored));
    }

    private Parts parts(OpenSeries at) {
        ResultPane card = new ResultPane(messages, at.changes());
        card.onRecord(record);
        card.resultProperty().bindBidirectional(at.results().selectedProperty());
        ResultsPane list = new ResultsPane(messages, at.results(), at.changes(), cloud);
        list.onCompare(compare);
        return new Parts(card, list);
    }

    /** Of every map on the screen: that of the selected result, or those of both sides. */
    private void showScale(ClassifyResult selected) {
        scale.getChildren().clear();
        compared.ifPresentOrElse(
                pane -> pane.sides().forEach((name, result) -> addScale(new Label(name), result)),
                () -> Optional.ofNullable(selected).ifPresent(result -> addScale(null, result)));
    }

    private void addScale(Label name, ClassifyResult result) {
        EvidenceField.of(result.classification()).ifPresent(field -> {
            if (name != null) {
                scale.getChildren().add(name);
            }
            scale.getChildren().add(new ColourBar(messages, result.classification(), field));
        });
    }

    /** The evidence map gives way to a heat map, and so does its scale; a comparison shows no heat map. */
    void scaleVisible(boolean visible) {
        noHeatMap = visible;
        scale.setVisible(noHeatMap || compared.isPresent());
    }

    /** What accepts or rejects the selected result; stands beside this column, not in it, to be seen wherever that is scrolled. */
    Node decision() {
        return decision;
    }

    /** The card of the selected result; empty while nothing is open. */
    Optional<ResultPane> card() {
        return shown.map(Parts::card);
    }

    /** The results that are chosen in the list, in its order. */
    List<ClassifyResult> chosen() {
        return shown.map(now -> now.list().chosen()).orElse(List.of());
    }
}
