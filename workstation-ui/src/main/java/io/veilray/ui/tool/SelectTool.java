package io.veilray.ui.tool;

import io.veilray.ui.viewer.PointerEvent;
import java.util.Comparator;
import java.util.Optional;
import javafx.scene.Cursor;

/** Selects a mark with a click, moves it by a drag, reshapes it by its handles. A click on nothing selects nothing. */
public final class SelectTool extends EditingTool {
    private Cursor cursor = Cursor.DEFAULT;

    public SelectTool(DrawingBoard board) {
        super(board);
    }

    @Override
    boolean idle() {
        return true;
    }

    @Override
    void begin(PointerEvent e) {
        markAt(e)
                .ifPresentOrElse(
                        mark -> {
                            board.drawing().select(mark.id());
                            edit(EditGesture.ofMove(board, mark, e));
                        },
                        () -> board.drawing().clearSelection());
    }

    @Override
    public void moved(PointerEvent e) {
        if (board.ready()) {
            boolean handle = board.selectedHere()
                    .filter(mark -> DrawingBoard.handleAt(mark, e).isPresent())
                    .isPresent();
            cursor = handle ? Cursor.HAND : markAt(e).isPresent() ? Cursor.MOVE : Cursor.DEFAULT;
        }
    }

    /** Esc ends a drag without a change; without a drag it takes the selection away. */
    @Override
    public void cancelled() {
        boolean dragging = board.draftProperty().get() != null;
        board.abandon();
        if (!dragging && board.drawing() != null) {
            board.drawing().clearSelection();
        }
    }

    @Override
    public Cursor cursor() {
        return cursor;
    }

    /** The smallest mark under the pointer, so that one inside another can be reached. */
    private Optional<Mark> markAt(PointerEvent e) {
        double scale = e.transform().viewPxPerImagePx();
        return board.drawing().marks().stream()
                .filter(board::isHere)
                .filter(mark -> mark.figure().hit(e.image(), DrawingBoard.LINE_REACH_VIEW_PX, scale))
                .min(Comparator.comparingDouble(mark -> size(mark.figure())));
    }

    private static double size(Figure figure) {
        return figure instanceof Outline outline ? outline.areaPx() : 0;
    }
}
