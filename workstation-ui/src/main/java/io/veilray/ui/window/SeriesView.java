package io.veilray.ui.window;

import io.veilray.protocol.ModelInfo;
import io.veilray.region.InputSpec;
import io.veilray.region.Slice;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.text.Messages;
import io.veilray.ui.tool.DrawingBoard;
import io.veilray.ui.tool.MarksLayer;
import io.veilray.ui.tool.ShownSlice;
import io.veilray.ui.viewer.Viewport;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/** A viewport with the open series that it shows, the results over the image and the marks over those. */
final class SeriesView {
    private final Viewport viewport;
    private final ShownResults results;
    private final MarksLayer marks;
    private final ObservableValue<InputSpec> input;
    private final ReadOnlyObjectWrapper<OpenSeries> open = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ShownSlice> slice = new ReadOnlyObjectWrapper<>();
    private Optional<String> comparedAs = Optional.empty();

    /** @param model the chosen one, or null */
    SeriesView(Messages messages, Overlay overlay, DrawingBoard board, ObservableValue<ModelInfo> model) {
        viewport = new Viewport(messages);
        results = new ShownResults(overlay, messages.get("window.overlayHidden"), this::place);
        viewport.sliceProperty().subscribe(this::shown);
        input = model.map(ModelInfo::input);
        marks = new MarksLayer(board, open.map(OpenSeries::drawing), slice, messages, viewport::requestRepaint);
        marks.inputProperty().bind(input);
        viewport.layers().addAll(results, marks);
    }

    /** Shows a series from its first slice. */
    void open(OpenSeries series) {
        viewport.open(null); // nobody may take a slice of one series for one of the other
        open.set(series);
        viewport.open(series.series());
    }

    private void shown(Slice now) {
        slice.set(
                now == null
                        ? null
                        : new ShownSlice(viewport.sliceIndexProperty().get(), now, viewport.spacing()));
    }

    /**
     * Shows one side of a comparison: these results alone, which may be none.
     *
     * @param name of the side, for the corner
     */
    void compare(List<ClassifyResult> side, String name) {
        results.only(Optional.of(side));
        marks.inputProperty().unbind(); // the chosen model need not be that of this side
        marks.inputProperty().set(null);
        comparedAs = Optional.of(name);
        viewport.requestRepaint();
    }

    /** Shows all results again. */
    void endComparison() {
        results.only(Optional.empty());
        marks.inputProperty().bind(input);
        comparedAs = Optional.empty();
        viewport.requestRepaint();
    }

    /** The name of its side in a comparison. */
    Optional<String> comparedAs() {
        return comparedAs;
    }

    /** The slice that is looked at; empty if no series is shown. */
    Optional<OpenSeries.Place> place() {
        return Optional.ofNullable(open.get())
                .map(at ->
                        new OpenSeries.Place(at, viewport.sliceIndexProperty().get()));
    }

    Viewport viewport() {
        return viewport;
    }

    ShownResults results() {
        return results;
    }

    /** Null while no series is shown. */
    ReadOnlyObjectProperty<OpenSeries> openProperty() {
        return open.getReadOnlyProperty();
    }

    /** The slice on the screen, null while none is. */
    ReadOnlyObjectProperty<ShownSlice> sliceProperty() {
        return slice.getReadOnlyProperty();
    }
}
