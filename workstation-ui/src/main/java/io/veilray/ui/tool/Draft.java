package io.veilray.ui.tool;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javafx.geometry.Point2D;

/**
 * What is being drawn or dragged and is not yet part of the drawing.
 *
 * @param figure the figure if the gesture ended now, if it is one already
 * @param replaces the mark that is being changed
 */
record Draft(List<Point2D> line, boolean closed, Optional<Figure> figure, Optional<UUID> replaces) {
    static Draft of(Figure figure) {
        return new Draft(figure.line(), figure.closed(), Optional.of(figure), Optional.empty());
    }

    static Draft of(Figure figure, UUID replaces) {
        return new Draft(figure.line(), figure.closed(), Optional.of(figure), Optional.of(replaces));
    }

    static Draft open(List<Point2D> line) {
        return new Draft(List.copyOf(line), false, Optional.empty(), Optional.empty());
    }
}
