package io.veilray.ui.viewer;

import javafx.scene.canvas.GraphicsContext;

/**
 * A layer painted over the image.
 *
 * <p>The context paints in view space, clipped to the viewport; its state is restored after each layer. Cost: called on
 * the FX thread at every repaint, must take under 2 ms.
 */
public interface Layer {
    /** @param labels keeps labels clear of those of the layers below */
    void paint(GraphicsContext g, ViewTransform transform, LabelRoom labels);
}
