package io.veilray.ui.window;

import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.HeatResult;
import io.veilray.ui.classify.Words;
import io.veilray.ui.overlay.HeatLayer;
import io.veilray.ui.overlay.ResultLayer;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.TextSize;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.Layer;
import io.veilray.ui.viewer.ViewTransform;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/**
 * The results of the shown slice over the image; a heat map, or else the evidence map of the selected one
 * only, as two on each other could not be told apart. A hidden overlay says that it is hidden.
 */
final class ShownResults implements Layer {
    private static final double MARGIN = 34;

    private final Map<ClassifyResult, ResultLayer> layers = new WeakHashMap<>();
    private final Map<HeatResult, HeatLayer> heatLayers = new WeakHashMap<>();
    private final Messages messages;
    private final Words words;
    private final String hiddenText;
    private final Supplier<Optional<OpenSeries.Place>> shown;
    private final BooleanProperty visible = new SimpleBooleanProperty(true);
    private final BooleanProperty peeking = new SimpleBooleanProperty();
    private final DoubleProperty opacity;

    /** @param shown the slice on the screen */
    ShownResults(Messages messages, double opacity, Supplier<Optional<OpenSeries.Place>> shown) {
        this.messages = messages;
        this.words = new Words(messages);
        this.hiddenText = messages.get("window.overlayHidden");
        this.opacity = new SimpleDoubleProperty(opacity);
        this.shown = shown;
    }

    @Override
    public void paint(GraphicsContext g, ViewTransform transform) {
        paint(g, transform, new LabelRoom(transform.viewWidth(), transform.viewHeight()));
    }

    @Override
    public void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels) {
        Optional<OpenSeries.Place> place = shown.get();
        if (place.isEmpty() || !anyAt(place.get())) {
            return;
        }
        if (!visible.get() || peeking.get()) {
            sayHidden(g, transform);
            return;
        }
        Optional<HeatResult> heat = place.get().heatMap();
        heat.ifPresent(map -> paint(g, transform, labels, map));
        ClassifyResult selected =
                place.get().series().results().selectedProperty().get();
        for (ClassifyResult result : place.get().series().results().all()) {
            if (result != selected && isAt(result, place.get()) && !covers(selected, result)) {
                paint(g, transform, labels, result, 0);
            }
        }
        if (selected != null && isAt(selected, place.get())) {
            paint(g, transform, labels, selected, heat.isPresent() ? 0 : opacity.get());
        }
    }

    /** Of several results of one region the selected one is shown: their labels would lie on each other. */
    private static boolean covers(ClassifyResult selected, ClassifyResult other) {
        return selected != null
                && selected.classification()
                        .region()
                        .equals(other.classification().region());
    }

    private void paint(
            GraphicsContext g, ViewTransform transform, LabelRoom labels, ClassifyResult result, double strength) {
        ResultLayer layer = layers.computeIfAbsent(
                result, r -> new ResultLayer(r.classification(), words.answer(r.classification())));
        layer.setOpacity(strength);
        layer.paint(g, transform, labels);
    }

    private void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels, HeatResult result) {
        HeatLayer layer = heatLayers.computeIfAbsent(
                result, r -> new HeatLayer(r.map(), r.request().classIndex(), label(r)));
        layer.setOpacity(opacity.get());
        layer.paint(g, transform, labels);
    }

    private String label(HeatResult result) {
        int opinions = result.map().opinions();
        int examined = result.map().examined().size();
        String key = opinions == 0 ? "heat.layer.none" : opinions < examined ? "heat.layer.some" : "heat.layer";
        String label = messages.get(key, result.shownClass(), opinions, examined);
        return result.map().isComplete() ? label : messages.get("heat.layer.incomplete", label);
    }

    private static boolean anyAt(OpenSeries.Place place) {
        return place.heatMap().isPresent()
                || place.series().results().all().stream().anyMatch(result -> isAt(result, place));
    }

    private static boolean isAt(ClassifyResult result, OpenSeries.Place place) {
        return OpenSeries.place(result).equals(place);
    }

    private void sayHidden(GraphicsContext g, ViewTransform transform) {
        g.setFont(TextSize.font(12.5));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.TOP);
        g.setFill(Color.BLACK);
        g.fillText(hiddenText, transform.viewWidth() / 2 + 1, MARGIN + 1);
        g.setFill(Color.web("#ffc20a"));
        g.fillText(hiddenText, transform.viewWidth() / 2, MARGIN);
    }

    /** Whether anything lies over the shown slice that could be hidden. */
    boolean isAnythingHidden() {
        return (!visible.get() || peeking.get())
                && shown.get().filter(ShownResults::anyAt).isPresent();
    }

    BooleanProperty visibleProperty() {
        return visible;
    }

    /** Hidden as long as a key is held. */
    BooleanProperty peekingProperty() {
        return peeking;
    }

    DoubleProperty opacityProperty() {
        return opacity;
    }
}
