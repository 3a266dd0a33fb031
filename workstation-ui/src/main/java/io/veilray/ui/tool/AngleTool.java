package io.veilray.ui.tool;

import io.veilray.ui.viewer.PointerEvent;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;

/** Measures an angle with three clicks: end of one arm, vertex, end of the other arm. */
public final class AngleTool extends EditingTool {
    private final List<Point2D> points = new ArrayList<>();

    public AngleTool(DrawingBoard board) {
        super(board);
    }

    @Override
    boolean idle() {
        return points.isEmpty();
    }

    @Override
    void begin(PointerEvent e) {
        if (points.isEmpty()) {
            board.begin(points::clear);
        }
        Point2D point = board.size().clamp(e.image());
        // an arm of no length has no direction
        if (points.isEmpty() || !points.get(points.size() - 1).equals(point)) {
            points.add(point);
        }
        if (points.size() == 3) {
            Angle angle = new Angle(points.get(0), points.get(1), points.get(2));
            points.clear();
            board.finish(angle);
        } else {
            board.show(Draft.open(points));
        }
    }

    @Override
    void drag(PointerEvent e) {
        moved(e);
    }

    @Override
    public void moved(PointerEvent e) {
        if (idle()) {
            return;
        }
        Point2D pointer = board.size().clamp(e.image());
        if (points.size() == 2 && !pointer.equals(points.get(1))) {
            board.show(Draft.of(new Angle(points.get(0), points.get(1), pointer)));
        } else if (points.size() == 1) {
            board.show(Draft.open(List.of(points.get(0), pointer)));
        }
    }
}
