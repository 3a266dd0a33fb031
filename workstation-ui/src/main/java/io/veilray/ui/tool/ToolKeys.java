package io.veilray.ui.tool;

import javafx.scene.input.KeyEvent;

/**
 * The keys that belong to drawing: Enter closes a polygon, arrows with Alt move the selected mark by one pixel, with Shift
 * too by ten. Arrows alone are left to the slices: a mark must not move unseen because one wanted to scroll.
 */
public final class ToolKeys {
    private static final int FAR_PX = 10;

    private final DrawingBoard board;
    private final ToolBox tools;

    public ToolKeys(DrawingBoard board, ToolBox tools) {
        this.board = board;
        this.tools = tools;
    }

    /** For {@code addEventHandler(KEY_PRESSED, keys::handle)}; consumes what it used. */
    public void handle(KeyEvent e) {
        if (!e.isShortcutDown() && used(e)) {
            e.consume();
        }
    }

    private boolean used(KeyEvent e) {
        return switch (e.getCode()) {
            case ENTER -> closePolygon();
            case LEFT, KP_LEFT -> nudge(e, -1, 0);
            case RIGHT, KP_RIGHT -> nudge(e, 1, 0);
            case UP, KP_UP -> nudge(e, 0, -1);
            case DOWN, KP_DOWN -> nudge(e, 0, 1);
            default -> false;
        };
    }

    private boolean closePolygon() {
        if (tools.toolProperty().get() instanceof PolygonTool polygon && !polygon.idle()) {
            polygon.close();
            return true;
        }
        return false;
    }

    /** Whether something is half drawn. */
    public boolean isDrawing() {
        return board.draftProperty().get() != null;
    }

    /** Ends what is being drawn, or else the selection; false if there was neither and Esc is for another, such as a job. */
    public boolean cancel() {
        boolean something = isDrawing() || board.selectedHere().isPresent();
        tools.toolProperty().get().cancelled();
        return something;
    }

    private boolean nudge(KeyEvent e, int dx, int dy) {
        if (!e.isAltDown() || board.selectedHere().isEmpty()) {
            return false;
        }
        int step = e.isShiftDown() ? FAR_PX : 1;
        board.nudge(dx * step, dy * step);
        return true;
    }
}
