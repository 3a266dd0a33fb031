package io.veilray.ui.viewer;

import java.util.function.Supplier;
import javafx.geometry.Point2D;
import javafx.scene.Cursor;

/** Zooms by dragging, larger upwards; the point that was pressed stays where it is. */
public final class ZoomTool extends DragTool {
    private static final double FACTOR_PER_PX = 1.01;

    private final Supplier<Viewport> viewport;
    private Point2D fixed;

    /** @param viewport the one that is dragged in */
    public ZoomTool(Supplier<Viewport> viewport) {
        this.viewport = viewport;
    }

    @Override
    void begin(PointerEvent e) {
        fixed = e.view();
    }

    @Override
    void moved(PointerEvent e, double right, double down) {
        viewport.get().zoomAt(fixed, Math.pow(FACTOR_PER_PX, -down));
    }

    @Override
    public Cursor cursor() {
        return Cursor.V_RESIZE;
    }
}
