package io.veilray.ui.tool;

import io.veilray.region.Region;
import io.veilray.ui.viewer.PointerEvent;
import java.util.Optional;
import java.util.function.Function;

/** One drag draws a box: Shift makes it square, Alt draws it from its centre. A click draws nothing. */
abstract class BoxTool extends EditingTool {
    private final Function<Region, Outline> shape;
    private PointerEvent start;
    private boolean beyondClick;

    BoxTool(DrawingBoard board, Function<Region, Outline> shape) {
        super(board);
        this.shape = shape;
    }

    @Override
    final boolean idle() {
        return start == null;
    }

    @Override
    final void begin(PointerEvent e) {
        start = e;
        beyondClick = false;
        board.begin(() -> start = null);
    }

    @Override
    final void drag(PointerEvent e) {
        beyondClick |= e.view().distance(start.view()) > DrawingBoard.CLICK_VIEW_PX;
        board.show(outline(e).map(Draft::of).orElse(null));
    }

    @Override
    final void end(PointerEvent e) {
        drag(e);
        Optional<Outline> drawn = outline(e);
        start = null;
        drawn.ifPresentOrElse(board::finish, board::end);
    }

    private Optional<Outline> outline(PointerEvent e) {
        return beyondClick
                ? Boxes.drawn(start.image(), e.image(), e.shift(), e.alt(), board.size())
                        .map(shape)
                : Optional.empty();
    }
}
