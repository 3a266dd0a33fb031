package io.veilray.ui.tool;

import javafx.scene.input.KeyEvent;

/**
 * The keys that belong to drawing: Enter closes a polygon, Esc cancels, Delete and Backspace delete the selected mark,
 * arrows move it by one pixel, with Shift by ten. Everything else is left to others, also the arrows while no mark of
 * the shown slice is selected.
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
        if (!e.isShortcutDown() && !e.isAltDown() && used(e)) {
            e.consume();
        }
    }

    private boolean used(KeyEvent e) {
        return switch (e.getCode()) {
            case ENTER -> closePolygon();
            case ESCAPE -> cancel();
            case DELETE, BACK_SPACE -> whenSelected(board::deleteSelected);
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

    /** Used if there was something to cancel; otherwise Esc is for the next one, such as a running job. */
    private boolean cancel() {
        boolean something =
                board.draftProperty().get() != null || board.selectedHere().isPresent();
        tools.toolProperty().get().cancelled();
        return something;
    }

    private boolean nudge(KeyEvent e, int dx, int dy) {
        int step = e.isShiftDown() ? FAR_PX : 1;
        return whenSelected(() -> board.nudge(dx * step, dy * step));
    }

    private boolean whenSelected(Runnable action) {
        boolean selected = board.selectedHere().isPresent();
        action.run();
        return selected;
    }
}
