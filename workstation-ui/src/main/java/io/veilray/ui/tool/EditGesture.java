package io.veilray.ui.tool;

import io.veilray.ui.viewer.PointerEvent;
import java.util.Optional;
import java.util.OptionalInt;

/** One drag that moves a mark or one of its handles; becomes a single step at the release. */
final class EditGesture {
    private final DrawingBoard board;
    private final Mark mark;
    private final OptionalInt handle;
    private final PointerEvent start;
    private Figure figure;
    private boolean beyondClick;

    private EditGesture(DrawingBoard board, Mark mark, OptionalInt handle, PointerEvent start) {
        this.board = board;
        this.mark = mark;
        this.handle = handle;
        this.start = start;
        this.figure = mark.figure();
    }

    /** A drag of a handle of the selected mark, if the pointer is on one. */
    static Optional<EditGesture> ofHandle(DrawingBoard board, PointerEvent e) {
        return board.selectedHere()
                .filter(mark -> DrawingBoard.handleAt(mark, e).isPresent())
                .map(mark -> new EditGesture(board, mark, DrawingBoard.handleAt(mark, e), e));
    }

    static EditGesture ofMove(DrawingBoard board, Mark mark, PointerEvent e) {
        return new EditGesture(board, mark, OptionalInt.empty(), e);
    }

    void dragged(PointerEvent e) {
        beyondClick |= e.view().distance(start.view()) > DrawingBoard.CLICK_VIEW_PX;
        if (beyondClick) {
            figure = handle.isPresent() ? reshaped(e) : moved(e);
            board.show(Draft.of(figure, mark.id()));
        }
    }

    void released(PointerEvent e) {
        dragged(e);
        board.change(mark.id(), figure, handle.isEmpty());
    }

    private Figure reshaped(PointerEvent e) {
        return mark.figure().reshaped(handle.getAsInt(), e.image(), e.shift(), board.size());
    }

    private Figure moved(PointerEvent e) {
        double dx = e.image().getX() - start.image().getX();
        double dy = e.image().getY() - start.image().getY();
        return mark.figure().movedWithin(dx, dy, board.size());
    }
}
