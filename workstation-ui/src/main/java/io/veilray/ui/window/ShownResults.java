package io.veilray.ui.window;

import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.HeatResult;
import io.veilray.ui.theme.TextSize;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.Layer;
import io.veilray.ui.viewer.ViewTransform;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/**
 * The results of the slice in one viewport over the image; a heat map, or else the evidence map of the selected one
 * only, as two on each other could not be told apart. A hidden overlay says that it is hidden.
 */
final class ShownResults implements Layer {
    private static final double MARGIN = 34;

    private final Overlay overlay;
    private final String hiddenText;
    private final Supplier<Optional<OpenSeries.Place>> shown;
    private Optional<List<ClassifyResult>> only = Optional.empty();

    /** @param shown the slice in the viewport */
    ShownResults(Overlay overlay, String hiddenText, Supplier<Optional<OpenSeries.Place>> shown) {
        this.overlay = overlay;
        this.hiddenText = hiddenText;
        this.shown = shown;
    }

    /** Shows these results alone, which may be none; empty for all, as long as nothing is compared. */
    void only(Optional<List<ClassifyResult>> compared) {
        only = compared;
    }

    @Override
    public void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels) {
        Optional<OpenSeries.Place> place = shown.get();
        if (place.isEmpty() || !anyAt(place.get())) {
            return;
        }
        if (overlay.isHidden()) {
            sayHidden(g, transform);
            return;
        }
        if (only.isEmpty()) {
            overlay.paintStored(g, transform, labels, place.get());
        }
        Optional<HeatResult> heat = heat(place.get());
        heat.ifPresent(map -> overlay.paint(g, transform, labels, map));
        Optional<ClassifyResult> selected = selected(place.get());
        results(place.get()).stream()
                .filter(result -> selected.filter(one -> one == result || covers(one, result))
                        .isEmpty())
                .forEach(result -> overlay.paint(g, transform, labels, result, 0));
        double strength = heat.isPresent() ? 0 : overlay.opacityProperty().get();
        selected.ifPresent(result -> overlay.paint(g, transform, labels, result, strength));
    }

    private List<ClassifyResult> results(OpenSeries.Place place) {
        List<ClassifyResult> all = place.series().results().all();
        return only.orElse(all).stream()
                .filter(result ->
                        all.contains(result) && OpenSeries.place(result).equals(place))
                .toList();
    }

    private Optional<ClassifyResult> selected(OpenSeries.Place place) {
        ClassifyResult selected = place.series().results().selectedProperty().get();
        return results(place).stream()
                .filter(result -> only.isPresent() || result == selected)
                .findFirst();
    }

    private Optional<HeatResult> heat(OpenSeries.Place place) {
        return only.isPresent() ? Optional.empty() : place.heatMap();
    }

    /** Of several results of one region the selected one is shown: their labels would lie on each other. */
    private static boolean covers(ClassifyResult selected, ClassifyResult other) {
        return selected.classification().region().equals(other.classification().region());
    }

    private boolean anyAt(OpenSeries.Place place) {
        return only.isEmpty() && overlay.anyStored(place)
                || heat(place).isPresent()
                || !results(place).isEmpty();
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
        return overlay.isHidden() && shown.get().filter(this::anyAt).isPresent();
    }
}
