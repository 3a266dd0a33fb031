package io.veilray.ui.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import javafx.geometry.Point2D;
import org.junit.jupiter.api.Test;

/** Two names on each other can be read as a third. */
class LabelRoomTest {
    private static final List<Point2D> PLACES = List.of(new Point2D(10, 10), new Point2D(10, 40), new Point2D(60, 10));

    private final LabelRoom room = new LabelRoom(100, 100);

    private Point2D take() {
        return room.take(PLACES, 40, 20);
    }

    @Test
    void labels_takeTheBestPlaceThatIsFree_orTheFirstOfAll() {
        assertEquals(new Point2D(10, 10), take());
        assertEquals(new Point2D(10, 40), take());
        assertEquals(new Point2D(60, 10), take());
        assertEquals(new Point2D(10, 10), take());
    }

    @Test
    void label_staysInsideTheView_evenOneThatIsLarger() {
        assertEquals(new Point2D(60, 80), room.take(List.of(new Point2D(95, 99)), 40, 20));
        assertEquals(new Point2D(0, 0), room.take(List.of(new Point2D(-5, -9)), 40, 20));
        assertEquals(new Point2D(0, 50), room.take(List.of(new Point2D(30, 50)), 140, 20));
    }
}
