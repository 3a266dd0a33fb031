package io.veilray.ui.tool;

import io.veilray.region.InputSpec;
import io.veilray.region.Region;
import io.veilray.ui.text.Messages;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.Layer;
import io.veilray.ui.viewer.ViewTransform;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Point2D;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.util.Subscription;

/**
 * Paints the marks of the slice in one viewport with names and values, the handles of the selected one, what is being
 * drawn there or on the same slice in another viewport, and the box that would be cut for the chosen model.
 */
public final class MarksLayer implements Layer {
    private static final double LINE_PX = 1.6;
    private static final double SELECTED_LINE_PX = 2.4;

    private final DrawingBoard board;
    private final ObservableValue<Drawing> drawing;
    private final ObservableValue<ShownSlice> slice;
    private final MarkText text;
    private final Runnable repaint;
    private final ObjectProperty<InputSpec> input = new SimpleObjectProperty<>();
    private final ListChangeListener<Mark> marksChanged;
    private Subscription selection = Subscription.EMPTY;

    /** Of the slice that is drawn on. */
    public MarksLayer(DrawingBoard board, Messages messages, Runnable repaint) {
        this(board, board.drawingProperty(), board.sliceProperty(), messages, repaint);
    }

    /**
     * @param drawing of the series in the viewport
     * @param slice the one in the viewport
     * @param repaint asks the viewport to paint again
     */
    public MarksLayer(
            DrawingBoard board,
            ObservableValue<Drawing> drawing,
            ObservableValue<ShownSlice> slice,
            Messages messages,
            Runnable repaint) {
        this.board = board;
        this.drawing = drawing;
        this.slice = slice;
        this.text = new MarkText(messages);
        this.repaint = repaint;
        this.marksChanged = change -> repaint.run();
        drawing.subscribe(this::follow);
        follow(null, drawing.getValue());
        slice.subscribe(repaint);
        board.draftProperty().addListener((property, before, now) -> drawnOn());
        input.subscribe(repaint);
    }

    /** The input of the chosen model, or null: no box is shown then. */
    public ObjectProperty<InputSpec> inputProperty() {
        return input;
    }

    @Override
    public void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels) {
        if (drawing.getValue() == null || slice.getValue() == null) {
            return;
        }
        g.save();
        Brush brush = new Brush(g, transform, labels);
        Optional<Draft> draft = Optional.ofNullable(board.draftProperty().get()).filter(drawn -> isDrawnOn());
        Optional<Mark> selected = drawing.getValue().selected().filter(this::isHere);
        for (Mark mark : drawing.getValue().marks()) {
            if (isHere(mark) && !selected.equals(Optional.of(mark))) {
                paint(brush, mark, false);
            }
        }
        selected.ifPresent(mark -> paint(brush, changing(mark, draft), true));
        draft.filter(shown -> shown.replaces().isEmpty()).ifPresent(shown -> paint(brush, shown));
        g.restore();
    }

    private boolean isHere(Mark mark) {
        return mark.sliceIndex() == slice.getValue().index();
    }

    /** Whether this is the slice that the tools draw on. */
    private boolean isDrawnOn() {
        return board.ready()
                && board.drawing() == drawing.getValue()
                && slice.getValue() != null
                && board.sliceProperty().get().index() == slice.getValue().index();
    }

    private void drawnOn() {
        if (isDrawnOn()) {
            repaint.run();
        }
    }

    private void follow(Drawing before, Drawing after) {
        selection.unsubscribe();
        if (before != null) {
            before.marks().removeListener(marksChanged);
        }
        if (after != null) {
            after.marks().addListener(marksChanged);
            selection = after.selectedProperty().subscribe(repaint);
        }
        repaint.run();
    }

    private static Mark changing(Mark mark, Optional<Draft> draft) {
        return draft.filter(shown -> shown.replaces().equals(Optional.of(mark.id())))
                .flatMap(Draft::figure)
                .map(mark::with)
                .orElse(mark);
    }

    private void paint(Brush brush, Mark mark, boolean selected) {
        List<Point2D> line = brush.toView(mark.figure().line());
        Color colour = Brush.colour(mark);
        brush.line(line, mark.figure().closed(), colour, selected ? SELECTED_LINE_PX : LINE_PX, false);
        if (selected) {
            ghost(brush, mark.figure(), colour);
            brush.toView(mark.figure().handles()).forEach(brush::handle);
        }
        boolean measured = !(mark.figure() instanceof Outline);
        brush.text(
                places(mark.figure(), line),
                measured ? mark.name() + "  " + value(mark.figure()) : mark.name(),
                colour);
    }

    private void paint(Brush brush, Draft draft) {
        List<Point2D> line = brush.toView(draft.line());
        brush.line(line, draft.closed(), Brush.draftColour(), SELECTED_LINE_PX, false);
        if (!draft.closed() && draft.figure().isEmpty()) {
            brush.handle(line.get(0));
        }
        draft.figure().ifPresent(figure -> brush.text(places(figure, line), value(figure), Brush.draftColour()));
    }

    /** The box that is cut, dashed where it is not the outline itself, and what becomes of it. */
    private void ghost(Brush brush, Figure figure, Color colour) {
        InputSpec spec = input.get();
        if (spec == null || !(figure instanceof Outline outline)) {
            return;
        }
        outline.region(slice.getValue().size()).ifPresent(region -> {
            List<Point2D> box = brush.toView(corners(region));
            if (!(outline instanceof RectangleOutline)) {
                brush.line(box, true, Color.WHITE, 1.2, true);
            }
            brush.text(LabelPlaces.below(Extent.of(box)), text.ghost(region, spec), Color.WHITE);
        });
    }

    private static List<Point2D> corners(Region region) {
        return new RectangleOutline(region).line();
    }

    private static LabelPlaces places(Figure figure, List<Point2D> view) {
        return figure instanceof Distance ? LabelPlaces.at(view.getLast()) : LabelPlaces.about(Extent.of(view));
    }

    private String value(Figure figure) {
        return text.value(figure, slice.getValue().spacing());
    }
}
