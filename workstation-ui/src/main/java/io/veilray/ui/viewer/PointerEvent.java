package io.veilray.ui.viewer;

import javafx.geometry.Point2D;

/**
 * Where the mouse is and which keys are held with it.
 *
 * @param image the point in image space, not clamped to the image
 * @param view the point in view space
 * @param shortcut whether Ctrl, or Cmd on a Mac, is held
 */
public record PointerEvent(
        Point2D image, Point2D view, boolean shift, boolean alt, boolean shortcut, ViewTransform transform) {}
