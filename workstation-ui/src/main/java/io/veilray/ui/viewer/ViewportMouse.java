package io.veilray.ui.viewer;

import javafx.geometry.Point2D;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * The mouse over a viewport: the chosen tool on the primary button, windowing on the secondary, panning on the middle one;
 * the wheel scrolls, with Ctrl it zooms where the pointer is.
 */
final class ViewportMouse {
    private static final double ZOOM_PER_NOTCH = 1.15;

    private final Viewport viewport;
    private final MouseTool windowing;
    private final MouseTool panning;
    private MouseTool dragging;
    /** Parts of a notch that a touch pad has sent so far. */
    private double scrolled;

    ViewportMouse(Viewport viewport) {
        this.viewport = viewport;
        this.windowing = new WindowTool(() -> viewport);
        this.panning = new PanTool(() -> viewport);
    }

    void install() {
        viewport.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        viewport.addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> {
            viewport.point(image(event));
            if (dragging != null) {
                dragging.dragged(translated(event));
            }
        });
        viewport.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> {
            if (dragging != null) {
                MouseTool done = dragging;
                dragging = null;
                done.released(translated(event));
            }
        });
        viewport.addEventHandler(MouseEvent.MOUSE_MOVED, event -> {
            viewport.point(image(event));
            if (viewport.activeProperty().get()) {
                viewport.toolProperty().get().moved(translated(event));
            }
        });
        viewport.addEventHandler(MouseEvent.MOUSE_EXITED, event -> viewport.point(null));
        viewport.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    }

    private void pressed(MouseEvent event) {
        viewport.requestFocus();
        if (dragging != null) { // a second button during a drag
            return;
        }
        dragging = toolFor(event.getButton());
        if (dragging != null) {
            dragging.pressed(translated(event));
            if (event.getClickCount() == 2
                    && dragging == viewport.toolProperty().get()) {
                dragging.doubleClicked(translated(event));
            }
        }
    }

    private MouseTool toolFor(MouseButton button) {
        return switch (button) {
            case PRIMARY -> viewport.toolProperty().get();
            case SECONDARY -> windowing;
            case MIDDLE -> panning;
            default -> null;
        };
    }

    private void scrolled(ScrollEvent event) {
        if (event.isShortcutDown()) {
            double notches = event.getDeltaY() / Math.max(1, event.getMultiplierY());
            viewport.zoomAt(new Point2D(event.getX(), event.getY()), Math.pow(ZOOM_PER_NOTCH, notches));
        } else {
            scrolled -= event.getDeltaY() / Math.max(1, event.getMultiplierY());
            int slices = (int) scrolled;
            scrolled -= slices;
            viewport.step(slices);
        }
        event.consume();
    }

    private Point2D image(MouseEvent event) {
        return viewport.transformProperty().get().toImage(event.getX(), event.getY());
    }

    private PointerEvent translated(MouseEvent event) {
        return new PointerEvent(
                image(event),
                new Point2D(event.getX(), event.getY()),
                event.isShiftDown(),
                event.isAltDown(),
                event.isShortcutDown(),
                viewport.transformProperty().get());
    }
}
