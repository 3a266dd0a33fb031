package io.veilray.ui.viewer;

import java.util.function.Supplier;
import javafx.scene.Cursor;

/** Moves the image with the mouse. */
public final class PanTool extends DragTool {
    private final Supplier<Viewport> viewport;

    /** @param viewport the one that is dragged in */
    public PanTool(Supplier<Viewport> viewport) {
        this.viewport = viewport;
    }

    @Override
    void moved(PointerEvent e, double right, double down) {
        viewport.get().change(at -> at.panned(right, down));
    }

    @Override
    public Cursor cursor() {
        return Cursor.MOVE;
    }
}
