package io.veilray.ui.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.region.Region;
import io.veilray.ui.scan.PixelSpacing;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import org.junit.jupiter.api.Test;

class OutlineTest {
    private static final SliceSize SLICE = new SliceSize(100, 80);
    /** Legs of 4 and 3 pixels. */
    private static final PolygonOutline TRIANGLE =
            new PolygonOutline(List.of(new Point2D(10, 10), new Point2D(14, 10), new Point2D(10, 13)));

    private static Optional<Region> drawn(double x1, double y1, double x2, double y2) {
        return Boxes.drawn(new Point2D(x1, y1), new Point2D(x2, y2), false, false, SLICE);
    }

    private static Region box(int x, int y, int w, int h) {
        return new Region(x, y, w, h);
    }

    @Test
    void drag_coversAllPixelsItTouches_inAnyDirection() {
        assertEquals(Optional.of(box(10, 20, 11, 6)), drawn(10.2, 20.9, 20.1, 25.5));
        assertEquals(Optional.of(box(10, 20, 11, 6)), drawn(20.1, 25.5, 10.2, 20.9));
        assertEquals(Optional.of(box(10, 20, 10, 5)), drawn(10, 20, 20, 25));
    }

    @Test
    void dragWithinOnePixel_isThatPixel() {
        assertEquals(Optional.of(box(7, 8, 1, 1)), drawn(7.2, 8.2, 7.6, 8.7));
        assertEquals(Optional.of(box(99, 79, 1, 1)), drawn(99.2, 79.2, 130, 140));
    }

    @Test
    void dragAcrossTheBorder_endsThere_andOutsideGivesNothing() {
        assertEquals(Optional.of(box(90, 70, 10, 10)), drawn(90, 70, 400, 300));
        assertEquals(Optional.of(box(0, 0, 5, 5)), drawn(-20, -20, 5, 5));
        assertEquals(Optional.empty(), drawn(-20, 10, -5, 30));
        assertEquals(Optional.empty(), drawn(100, 10, 130, 30));
        assertEquals(Optional.empty(), drawn(10, 200, 30, 300));
    }

    @Test
    void shift_makesASquare_asFarAsThereIsRoom() {
        assertEquals(
                Optional.of(box(10, 10, 20, 20)),
                Boxes.drawn(new Point2D(10, 10), new Point2D(30, 14), true, false, SLICE));
        // up and left of (10, 15) there is room for 10 only
        assertEquals(
                Optional.of(box(0, 5, 10, 10)),
                Boxes.drawn(new Point2D(10, 15), new Point2D(-30, 10), true, false, SLICE));
    }

    @Test
    void alt_drawsFromTheCentre_andStaysCentredAtTheBorder() {
        assertEquals(
                Optional.of(box(40, 35, 20, 10)),
                Boxes.drawn(new Point2D(50, 40), new Point2D(60, 45), false, true, SLICE));
        assertEquals(
                Optional.of(box(0, 30, 20, 20)),
                Boxes.drawn(new Point2D(10, 40), new Point2D(70, 50), false, true, SLICE));
        assertEquals(
                Optional.of(box(40, 30, 20, 20)),
                Boxes.drawn(new Point2D(50, 40), new Point2D(60, 42), true, true, SLICE));
    }

    @Test
    void cornerHandle_keepsTheOppositeCorner_alsoWhenCrossed() {
        RectangleOutline start = new RectangleOutline(box(10, 10, 20, 20));
        assertEquals(
                box(10, 10, 40, 30),
                start.reshaped(4, new Point2D(50, 40), false, SLICE).box());
        assertEquals(
                box(5, 2, 5, 8),
                start.reshaped(4, new Point2D(5, 2), false, SLICE).box());
        assertEquals(
                box(10, 10, 90, 70),
                start.reshaped(4, new Point2D(999, 999), false, SLICE).box());
        assertEquals(
                box(10, 10, 25, 25),
                start.reshaped(4, new Point2D(35, 12), true, SLICE).box());
    }

    @Test
    void sideHandle_changesOneDirection_andLeavesAPixel() {
        EllipseOutline start = new EllipseOutline(box(10, 10, 20, 20));
        assertEquals(
                box(10, 10, 35, 20),
                start.reshaped(3, new Point2D(45, 70), false, SLICE).box());
        assertEquals(
                box(10, 4, 20, 26),
                start.reshaped(1, new Point2D(0, 4), false, SLICE).box());
        assertEquals(
                box(10, 10, 1, 20),
                start.reshaped(3, new Point2D(10, 20), false, SLICE).box());
        assertEquals(
                box(29, 10, 1, 20),
                start.reshaped(7, new Point2D(30, 20), false, SLICE).box());
    }

    @Test
    void everyHandleOfEveryBox_staysInsideTheSlice() {
        Point2D[] far = {new Point2D(-50, -50), new Point2D(500, -50), new Point2D(500, 500), new Point2D(-50, 500)};
        for (int handle = 0; handle < 8; handle++) {
            for (Point2D to : far) {
                for (Region box : List.of(box(0, 0, 1, 1), box(99, 79, 1, 1), box(0, 0, 100, 80), box(30, 30, 5, 9))) {
                    new RectangleOutline(box)
                            .reshaped(handle, to, false, SLICE)
                            .box()
                            .requireWithin(100, 80);
                    new RectangleOutline(box)
                            .reshaped(handle, to, true, SLICE)
                            .box()
                            .requireWithin(100, 80);
                }
            }
        }
    }

    @Test
    void move_stopsAtTheBorder() {
        Figure outline = new RectangleOutline(box(10, 10, 20, 20));
        assertEquals(new RectangleOutline(box(0, 60, 20, 20)), outline.movedWithin(-40, 300, SLICE));
        assertEquals(new RectangleOutline(box(12, 10, 20, 20)), outline.movedWithin(1.6, 0.4, SLICE));
    }

    @Test
    void polygon_hasShoelaceArea_vertexHandlesAndBoundingRegion() {
        assertEquals(6, TRIANGLE.areaPx(), 1e-12);
        assertEquals(6 * 0.5 * 0.25, TRIANGLE.areaMm2(new PixelSpacing(0.5, 0.25)), 1e-12);
        assertEquals(3, TRIANGLE.handles().size());
        assertEquals(Optional.of(box(10, 10, 4, 3)), TRIANGLE.region(SLICE));
        assertTrue(TRIANGLE.containsPixel(10, 10));
        assertFalse(TRIANGLE.containsPixel(13, 12));
    }

    @Test
    void region_isCutAtTheBorder_andEmptyOutside() {
        assertEquals(Optional.of(box(0, 0, 4, 3)), TRIANGLE.moved(-10, -10).region(SLICE));
        assertEquals(Optional.of(box(98, 10, 2, 3)), TRIANGLE.moved(88, 0).region(SLICE));
        assertEquals(Optional.empty(), TRIANGLE.moved(90, 0).region(SLICE));
        assertEquals(Optional.empty(), TRIANGLE.moved(-14, 0).region(SLICE));
    }

    @Test
    void region_ofATinyPolygon_isOnePixel() {
        Outline tiny = new PolygonOutline(List.of(new Point2D(5, 5), new Point2D(5, 5), new Point2D(5, 5)));
        assertEquals(Optional.of(box(5, 5, 1, 1)), tiny.region(SLICE));
    }

    @Test
    void ellipse_touchesItsBoxAndHasPiAB() {
        EllipseOutline ellipse = new EllipseOutline(box(10, 20, 8, 4));
        assertEquals(Math.PI * 4 * 2, ellipse.areaPx(), 1e-12);
        assertTrue(ellipse.contains(10.01, 22));
        assertFalse(ellipse.contains(9.99, 22));
        assertFalse(ellipse.contains(10.2, 20.2));
    }

    @Test
    void hitTolerance_isMeasuredOnTheScreen() {
        Figure line = new Distance(new Point2D(10, 10), new Point2D(20, 10));
        Point2D twoAbove = new Point2D(15, 8);
        assertTrue(line.hit(twoAbove, 5, 2), "2 image pixels are 4 on the screen");
        assertFalse(line.hit(twoAbove, 5, 3), "and 6 at three times");
        assertTrue(TRIANGLE.hit(new Point2D(11, 11), 0, 1), "inside counts");
    }

    @Test
    void freehandHandles_stretchTheWholeLine() {
        FreehandOutline line = new FreehandOutline(TRIANGLE.vertices());
        Outline twice = line.reshaped(4, new Point2D(18, 16), false, SLICE);
        assertEquals(new Extent(10, 10, 18, 16), twice.extent());
        assertEquals(24, twice.areaPx(), 1e-12);
        assertEquals(new Extent(0, 0, 4, 3), line.fitted(box(0, 0, 4, 3)).extent());
    }

    @Test
    void simplified_dropsPointsOnTheLine_keepsCorners() {
        List<Point2D> points = List.of(
                new Point2D(0, 0), new Point2D(5, 0.1), new Point2D(10, 0), new Point2D(10, 5), new Point2D(10, 10));
        assertEquals(
                List.of(new Point2D(0, 0), new Point2D(10, 0), new Point2D(10, 10)), Paths.simplified(points, 0.5));
    }

    @Test
    void twoPoints_areNoOutline() {
        assertThrows(
                IllegalArgumentException.class, () -> new PolygonOutline(List.of(Point2D.ZERO, new Point2D(1, 1))));
    }
}
