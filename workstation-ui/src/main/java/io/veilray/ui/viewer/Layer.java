package io.veilray.ui.viewer;

import javafx.scene.canvas.GraphicsContext;

/**
 * A layer painted over the image.
 *
 * <p>The context paints in view space, clipped to the viewport; its state is restored after each layer. Cost: called on
 * the FX thread at every repaint, must take under 2 ms.
 */
public interface Layer {
    void paint(GraphicsContext g, ViewTransform transform);

    /** What a layer with labels does instead: they keep clear of those of the layers below. */
    default void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels) {
        paint(g, transform);
    }
}
