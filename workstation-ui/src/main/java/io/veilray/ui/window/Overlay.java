package io.veilray.ui.window;

import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.HeatResult;
import io.veilray.ui.classify.Words;
import io.veilray.ui.overlay.HeatLayer;
import io.veilray.ui.overlay.ResultLayer;
import io.veilray.ui.text.Messages;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.ViewTransform;
import java.util.Map;
import java.util.WeakHashMap;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.scene.canvas.GraphicsContext;

/** How results are painted, the same in every viewport: whether at all, how strong, in which words. */
final class Overlay {
    private final Map<ClassifyResult, ResultLayer> layers = new WeakHashMap<>();
    private final Map<HeatResult, HeatLayer> heatLayers = new WeakHashMap<>();
    private final Messages messages;
    private final Words words;
    private final BooleanProperty visible = new SimpleBooleanProperty(true);
    private final BooleanProperty peeking = new SimpleBooleanProperty();
    private final DoubleProperty opacity;

    private final StoredOverlay stored;

    /** @param stored results from files */
    Overlay(Messages messages, double opacity, StoredOverlay stored) {
        this.stored = stored;
        this.messages = messages;
        this.words = new Words(messages);
        this.opacity = new SimpleDoubleProperty(opacity);
    }

    /** @param strength of its evidence map, 0 for the outline alone */
    void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels, ClassifyResult result, double strength) {
        ResultLayer layer = layers.computeIfAbsent(
                result, r -> new ResultLayer(r.classification(), words.answer(r.classification())));
        layer.setOpacity(strength);
        layer.paint(g, transform, labels);
    }

    void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels, HeatResult result) {
        HeatLayer layer = heatLayers.computeIfAbsent(
                result, r -> new HeatLayer(r.map(), r.request().classIndex(), label(r)));
        layer.setOpacity(opacity.get());
        layer.paint(g, transform, labels);
    }

    void paintStored(GraphicsContext g, ViewTransform transform, LabelRoom labels, OpenSeries.Place place) {
        stored.paint(g, transform, labels, place, opacity.get());
    }

    boolean anyStored(OpenSeries.Place place) {
        return stored.anyAt(place);
    }

    private String label(HeatResult result) {
        int opinions = result.map().opinions();
        int examined = result.map().examined().size();
        String key = opinions == 0 ? "heat.layer.none" : opinions < examined ? "heat.layer.some" : "heat.layer";
        String label = messages.get(key, result.shownClass(), opinions, examined);
        return result.map().isComplete() ? label : messages.get("heat.layer.incomplete", label);
    }

    boolean isHidden() {
        return !visible.get() || peeking.get();
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
