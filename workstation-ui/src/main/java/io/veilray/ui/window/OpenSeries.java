package io.veilray.ui.window;

import io.veilray.ui.classify.ClassifyQueue;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.HeatResult;
import io.veilray.ui.classify.Results;
import io.veilray.ui.scan.Series;
import io.veilray.ui.text.Messages;
import io.veilray.ui.tool.Drawing;
import io.veilray.ui.tool.UndoHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What belongs to one series while it is open: its drawing, its results and their history. */
final class OpenSeries {
    /** A slice of a series; results find back to it. */
    record Place(OpenSeries series, int slice) {
        /** The newest one there. */
        Optional<HeatResult> heatMap() {
            return series.heatMaps.stream()
                    .filter(map -> place(map).equals(this))
                    .reduce((older, newer) -> newer);
        }
    }

    private final Series series;
    private final UndoHistory history = new UndoHistory();
    private final Drawing drawing;
    private final Results results;
    private final UndoableChanges changes;
    private final List<HeatResult> heatMaps = new ArrayList<>();

    OpenSeries(Series series, ClassifyQueue queue, Messages messages) {
        this.series = series;
        this.drawing = new Drawing(history, messages);
        this.results = new Results(queue);
        this.changes = new UndoableChanges(results, history, messages);
    }

    Series series() {
        return series;
    }

    UndoHistory history() {
        return history;
    }

    Drawing drawing() {
        return drawing;
    }

    Results results() {
        return results;
    }

    UndoableChanges changes() {
        return changes;
    }

    /** Of all slices, newest last. */
    List<HeatResult> heatMaps() {
        return heatMaps;
    }

    static Place place(HeatResult result) {
        return (Place) result.request().of().origin();
    }

    static Place place(ClassifyResult result) {
        return (Place) result.request().origin();
    }
}
