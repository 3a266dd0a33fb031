package io.veilray.ui.viewer;

import javafx.scene.Cursor;

/** Moves the image with the mouse. */
public final class PanTool extends DragTool {
    private final Viewport viewport;

    public PanTool(Viewport viewport) {
        this.viewport = viewport;
    }

    @Override
    void moved(PointerEvent e, double right, double down) {
        viewport.change(at -> at.panned(right, down));
    }

    @Override
    public Cursor cursor() {
        return Cursor.MOVE;
    }
}
