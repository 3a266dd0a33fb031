package io.veilray.ui.viewer;

import javafx.geometry.Point2D;

/** @param shortcut Ctrl or Cmd */
public record PointerEvent(
        Point2D image, Point2D view, boolean shift, boolean alt, boolean shortcut, ViewTransform transform) {}
