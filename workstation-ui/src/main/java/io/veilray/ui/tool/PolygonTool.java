package io.veilray.ui.tool;

import io.veilray.ui.viewer.PointerEvent;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;

/** Draws a region vertex by vertex; a double click, Enter or a click on the first vertex closes it, Esc drops it. */
public final class PolygonTool extends EditingTool {
    private final List<Point2D> vertices = new ArrayList<>();

    public PolygonTool(DrawingBoard board) {
        super(board);
    }

    @Override
    boolean idle() {
        return vertices.isEmpty();
    }

    @Override
    void begin(PointerEvent e) {
        if (vertices.size() > 2 && near(e, vertices.get(0), DrawingBoard.HANDLE_REACH_VIEW_PX)) {
            close();
            return;
        }
        if (vertices.isEmpty()) {
            board.begin(vertices::clear);
        }
        // the second press of a double click comes to the same place
        if (vertices.isEmpty() || !near(e, vertices.get(vertices.size() - 1), DrawingBoard.CLICK_VIEW_PX)) {
            vertices.add(board.size().clamp(e.image()));
        }
        board.show(Draft.open(vertices));
    }

    @Override
    void drag(PointerEvent e) {
        moved(e);
    }

    @Override
    public void moved(PointerEvent e) {
        if (!idle()) {
            List<Point2D> line = new ArrayList<>(vertices);
            line.add(board.size().clamp(e.image()));
            board.show(Draft.open(line));
        }
    }

    @Override
    public void doubleClicked(PointerEvent e) {
        close();
    }

    /** Closes the polygon if it encloses something; otherwise waits for more vertices. */
    public void close() {
        if (vertices.size() > 2 && Paths.area(vertices) > 0) {
            PolygonOutline outline = new PolygonOutline(vertices);
            vertices.clear();
            board.finish(outline);
        }
    }

    private boolean near(PointerEvent e, Point2D vertex, double reachViewPx) {
        return e.transform().toView(vertex.getX(), vertex.getY()).distance(e.view()) <= reachViewPx;
    }
}
