package io.veilray.ui.viewer;

import javafx.geometry.Point2D;

/** A tool that acts on how far the mouse has moved since the last event, in view pixels. */
abstract class DragTool implements MouseTool {
    private Point2D last;

    @Override
    public final void pressed(PointerEvent e) {
        last = e.view();
        begin(e);
    }

    @Override
    public final void dragged(PointerEvent e) {
        if (last != null) {
            moved(e, e.view().getX() - last.getX(), e.view().getY() - last.getY());
            last = e.view();
        }
    }

    @Override
    public final void released(PointerEvent e) {
        last = null;
    }

    @Override
    public final void cancelled() {
        last = null;
    }

    void begin(PointerEvent e) {}

    abstract void moved(PointerEvent e, double right, double down);
}
