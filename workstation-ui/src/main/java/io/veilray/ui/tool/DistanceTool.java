package io.veilray.ui.tool;

import io.veilray.ui.viewer.PointerEvent;

/** Measures a distance with one drag. A click, or a line that stays outside the slice, draws nothing. */
public final class DistanceTool extends EditingTool {
    private PointerEvent start;

    public DistanceTool(DrawingBoard board) {
        super(board);
    }

    @Override
    boolean idle() {
        return start == null;
    }

    @Override
    void begin(PointerEvent e) {
        start = e;
        board.begin(() -> start = null);
    }

    @Override
    void drag(PointerEvent e) {
        board.show(Draft.of(line(e)));
    }

    @Override
    void end(PointerEvent e) {
        Distance line = line(e);
        boolean click = e.view().distance(start.view()) <= DrawingBoard.CLICK_VIEW_PX;
        start = null;
        if (click || line.lengthPx() == 0) {
            board.end();
        } else {
            board.finish(line);
        }
    }

    private Distance line(PointerEvent e) {
        return new Distance(board.size().clamp(start.image()), board.size().clamp(e.image()));
    }
}
