package io.veilray.ui.viewer;

import java.util.function.Supplier;
import javafx.scene.Cursor;

/** Goes through the slices by dragging up and down. */
public final class ScrollTool extends DragTool {
    private static final double PX_PER_SLICE = 6;

    private final Supplier<Viewport> viewport;
    private double rest;

    /** @param viewport the one that is dragged in */
    public ScrollTool(Supplier<Viewport> viewport) {
        this.viewport = viewport;
    }

    @Override
    void begin(PointerEvent e) {
        rest = 0;
    }

    @Override
    void moved(PointerEvent e, double right, double down) {
        rest += down / PX_PER_SLICE;
        int slices = (int) rest;
        rest -= slices;
        viewport.get().step(slices);
    }

    @Override
    public Cursor cursor() {
        return Cursor.V_RESIZE;
    }
}
