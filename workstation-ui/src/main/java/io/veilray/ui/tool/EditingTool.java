package io.veilray.ui.tool;

import io.veilray.ui.viewer.MouseTool;
import io.veilray.ui.viewer.PointerEvent;

/** What all tools share: a handle of the selected mark can be dragged with each of them. */
abstract class EditingTool implements MouseTool {
    final DrawingBoard board;
    private EditGesture edit;

    EditingTool(DrawingBoard board) {
        this.board = board;
    }

    @Override
    public final void pressed(PointerEvent e) {
        if (!board.ready()) {
            return;
        }
        if (idle()) {
            EditGesture.ofHandle(board, e).ifPresent(this::edit);
        }
        if (edit == null) {
            begin(e);
        }
    }

    @Override
    public final void dragged(PointerEvent e) {
        if (edit != null) {
            edit.dragged(e);
        } else if (!idle()) {
            drag(e);
        }
    }

    @Override
    public final void released(PointerEvent e) {
        if (edit != null) {
            EditGesture ended = edit;
            edit = null;
            ended.released(e);
        } else if (!idle()) {
            end(e);
        }
    }

    @Override
    public void cancelled() {
        board.abandon();
    }

    /** Starts to move or reshape a mark. */
    final void edit(EditGesture gesture) {
        edit = gesture;
        board.begin(() -> edit = null);
    }

    /** True if no figure of this tool's own is under way. */
    abstract boolean idle();

    abstract void begin(PointerEvent e);

    void drag(PointerEvent e) {}

    void end(PointerEvent e) {}
}
