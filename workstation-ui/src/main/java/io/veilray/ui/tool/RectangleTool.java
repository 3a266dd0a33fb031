package io.veilray.ui.tool;

/** Draws a rectangle region with one drag. */
public final class RectangleTool extends BoxTool {
    public RectangleTool(DrawingBoard board) {
        super(board, RectangleOutline::new);
    }
}
