package io.veilray.ui.viewer;

import io.veilray.region.Window;
import java.util.function.Supplier;

/**
 * Window and level by dragging: to the right makes the window wider, down makes the image brighter. Steps are parts of
 * the window's width, ten times coarser with Shift and ten times finer with Alt.
 */
public final class WindowTool extends DragTool {
    private static final double PART = 1.0 / 256;
    private static final double LEAST_WIDTH = 1e-6;

    private final Supplier<Viewport> viewport;
    /** Fixed during a drag, so that dragging back undoes it. */
    private double step;

    /** @param viewport the one that is dragged in */
    public WindowTool(Supplier<Viewport> viewport) {
        this.viewport = viewport;
    }

    @Override
    void begin(PointerEvent e) {
        Window now = viewport.get().windowProperty().get();
        step = now == null ? 0 : now.width() * PART;
    }

    @Override
    void moved(PointerEvent e, double right, double down) {
        Window now = viewport.get().windowProperty().get();
        if (now != null && step > 0) {
            double by = step * (e.shift() ? 10 : e.alt() ? 0.1 : 1);
            double least = Math.min(now.width(), Math.max(LEAST_WIDTH, step));
            viewport.get()
                    .windowProperty()
                    .set(new Window(now.center() - down * by, Math.max(least, now.width() + right * by)));
        }
    }
}
