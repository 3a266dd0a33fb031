package io.veilray.ui.window;

import io.veilray.dicom.derived.StoredResult;
import io.veilray.ui.overlay.StoredLayer;
import io.veilray.ui.scan.SliceOrigin;
import io.veilray.ui.stored.StoredResults;
import io.veilray.ui.stored.StoredWords;
import io.veilray.ui.text.Messages;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.ViewTransform;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javafx.scene.canvas.GraphicsContext;

/** Results from files over the slice that they are about. */
final class StoredOverlay {
    private final Map<StoredResult, StoredLayer> layers = new WeakHashMap<>();
    private final StoredResults results;
    private final StoredWords words;

    StoredOverlay(Messages messages, StoredResults results) {
        this.results = results;
        this.words = new StoredWords(messages);
    }

    void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels, OpenSeries.Place place, double opacity) {
        for (StoredResult result : shown(place)) {
            StoredLayer layer = layers.computeIfAbsent(result, each -> new StoredLayer(each, words.label(each)));
            layer.setOpacity(opacity);
            layer.paint(g, transform, labels);
        }
    }

    /** Whether there is any that is not hidden by itself. */
    boolean anyAt(OpenSeries.Place place) {
        return !shown(place).isEmpty();
    }

    private List<StoredResult> shown(OpenSeries.Place place) {
        Optional<SliceOrigin> origin = place.series().series().origin(place.slice());
        return results.over(origin).stream().filter(results::isShown).toList();
    }
}
