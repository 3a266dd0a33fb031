package io.veilray.ui.tool;

/** Draws a ellipse region with one drag. */
public final class EllipseTool extends BoxTool {
    public EllipseTool(DrawingBoard board) {
        super(board, EllipseOutline::new);
    }
}
