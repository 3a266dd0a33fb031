package io.veilray.ui.tool;

import io.veilray.region.Slice;
import io.veilray.ui.viewer.PointerEvent;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Point2D;

/**
 * Where the tools draw: the drawing of the open series, the slice that is shown, and what is being drawn right now. A
 * gesture that is under way when the slice or the drawing changes is abandoned.
 */
public final class DrawingBoard {
    /** How near a pointer must come, in view pixels: a finger's tremor, not an image pixel. */
    static final double HANDLE_REACH_VIEW_PX = 8;

    static final double LINE_REACH_VIEW_PX = 6;
    /** A press and release nearer than this is a click. */
    static final double CLICK_VIEW_PX = 3;

    private final ObjectProperty<Drawing> drawing = new SimpleObjectProperty<>();
    private final ObjectProperty<ShownSlice> slice = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Draft> draft = new ReadOnlyObjectWrapper<>();
    private final BooleanProperty keepTool = new SimpleBooleanProperty();
    private Runnable abandon = () -> {};
    private Runnable finished = () -> {};
    private Runnable begun = () -> {};

    public DrawingBoard() {
        drawing.subscribe((before, after) -> abandon());
        slice.subscribe((before, after) -> abandon());
    }

    /** The drawing of the open series, or null. */
    public ObjectProperty<Drawing> drawingProperty() {
        return drawing;
    }

    /** The slice that is shown, or null. */
    public ObjectProperty<ShownSlice> sliceProperty() {
        return slice;
    }

    /** Whether a drawing tool stays in hand after its first mark. */
    public BooleanProperty keepToolProperty() {
        return keepTool;
    }

    /** The selected mark if it lies on the slice that is shown. */
    public Optional<Mark> selectedHere() {
        return ready() ? drawing.get().selected().filter(this::isHere) : Optional.empty();
    }

    /** Whether a figure lies wholly on the slice that is shown. */
    public boolean fits(Figure figure) {
        Extent extent = figure.extent();
        return ready()
                && size().contains(new Point2D(extent.minX(), extent.minY()))
                && size().contains(new Point2D(extent.maxX(), extent.maxY()));
    }

    /** Ends the gesture that is under way without a trace. */
    public void abandon() {
        abandon.run();
        end();
    }

    /** Moves the selected mark by whole pixels as one step, as far as the slice reaches. */
    public void nudge(int dxPx, int dyPx) {
        selectedHere().ifPresent(mark -> {
            abandon();
            drawing.get().move(mark.id(), mark.figure().movedWithin(dxPx, dyPx, size()));
        });
    }

    public void deleteSelected() {
        selectedHere().map(Mark::id).ifPresent(id -> {
            abandon();
            drawing.get().delete(id);
        });
    }

    ReadOnlyObjectProperty<Draft> draftProperty() {
        return draft.getReadOnlyProperty();
    }

    boolean ready() {
        return drawing.get() != null && slice.get() != null;
    }

    boolean isHere(Mark mark) {
        return mark.sliceIndex() == slice.get().index();
    }

    SliceSize size() {
        return slice.get().size();
    }

    Slice pixels() {
        return slice.get().pixels();
    }

    Drawing drawing() {
        return drawing.get();
    }

    /** Called when a tool that is not kept has drawn its mark. */
    void onFinished(Runnable action) {
        finished = action;
    }

    /** Called when the user begins to draw or change a mark. */
    public void onBegun(Runnable action) {
        begun = action;
    }

    void begin(Runnable whenAbandoned) {
        begun.run();
        abandon = whenAbandoned;
    }

    void show(Draft shown) {
        draft.set(shown);
    }

    void end() {
        abandon = () -> {};
        draft.set(null);
    }

    void finish(Figure figure) {
        int index = slice.get().index();
        end();
        drawing.get().add(figure, index);
        if (!keepTool.get()) {
            finished.run();
        }
    }

    void change(UUID id, Figure figure, boolean moved) {
        end();
        if (moved) {
            drawing.get().move(id, figure);
        } else {
            drawing.get().resize(id, figure);
        }
    }

    /** The handle of a mark under the pointer. */
    static OptionalInt handleAt(Mark mark, PointerEvent e) {
        int nearest = -1;
        double least = HANDLE_REACH_VIEW_PX;
        for (int i = 0; i < mark.figure().handles().size(); i++) {
            Point2D handle = mark.figure().handles().get(i);
            double distance = e.transform().toView(handle.getX(), handle.getY()).distance(e.view());
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest < 0 ? OptionalInt.empty() : OptionalInt.of(nearest);
    }
}
