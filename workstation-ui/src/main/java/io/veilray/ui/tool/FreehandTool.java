package io.veilray.ui.tool;

import io.veilray.ui.viewer.PointerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;

/** Draws a region by hand: the line follows the pointer, is smoothed by less than a view pixel and closed at the release. */
public final class FreehandTool extends EditingTool {
    private static final double TOLERANCE_VIEW_PX = 0.75;

    private final List<Point2D> points = new ArrayList<>();

    public FreehandTool(DrawingBoard board) {
        super(board);
    }

    @Override
    boolean idle() {
        return points.isEmpty();
    }

    @Override
    void begin(PointerEvent e) {
        points.add(board.size().clamp(e.image()));
        board.begin(points::clear);
    }

    @Override
    void drag(PointerEvent e) {
        Point2D point = board.size().clamp(e.image());
        if (!point.equals(points.get(points.size() - 1))) {
            points.add(point);
        }
        board.show(Draft.open(points));
    }

    @Override
    void end(PointerEvent e) {
        drag(e);
        double scale = e.transform().viewPxPerImagePx();
        Optional<FreehandOutline> outline = outline(scale);
        points.clear();
        outline.ifPresentOrElse(board::finish, board::end);
    }

    /** Empty for a click, a tremble or a straight stroke, which enclose nothing. */
    private Optional<FreehandOutline> outline(double scale) {
        List<Point2D> path = Paths.simplified(points, TOLERANCE_VIEW_PX / scale);
        if (path.size() < 3) {
            return Optional.empty();
        }
        Extent extent = Extent.of(path);
        boolean click = Math.max(extent.width(), extent.height()) * scale <= DrawingBoard.CLICK_VIEW_PX;
        return click || Paths.area(path) == 0 ? Optional.empty() : Optional.of(new FreehandOutline(path));
    }
}
