package io.veilray.ui.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import org.junit.jupiter.api.Test;

/** A wrong mapping puts a region on other tissue than the one the radiologist outlined. */
class ViewTransformTest {
    private static final ViewTransform UPRIGHT = ViewTransform.fitting(40, 20, 1, 400, 300);

    /** All 8 orientations, four turns with and without a flip, and the other flip as well. */
    private static List<ViewTransform> orientations(ViewTransform start) {
        List<ViewTransform> all = new ArrayList<>();
        for (int turns = 0; turns < 4; turns++) {
            all.add(start.turned(turns));
            all.add(start.flippedLeftRight().turned(turns));
            all.add(start.flippedTopBottom().turned(turns));
        }
        return all;
    }

    private static void assertNear(Point2D expected, Point2D actual) {
        assertTrue(expected.distance(actual) < 1e-9, "expected " + expected + ", was " + actual);
    }

    @Test
    void everyOrientation_roundTrips() {
        ViewTransform start = ViewTransform.fitting(37, 21, 1.5, 640, 480).zoomedAt(13, 20, 3.3);
        for (ViewTransform transform : orientations(start.panned(7, -91))) {
            for (Point2D point : List.of(new Point2D(0, 0), new Point2D(36.5, 2.25), new Point2D(-9, 40))) {
                assertNear(point, transform.toImage(transform.toView(point)));
                assertNear(point, transform.toView(transform.toImage(point)));
            }
        }
    }

    /** 40x20 in 400x300: the width binds, 10 view pixels a pixel; 200 high, so 50 remain above and below. */
    @Test
    void fit_fillsTheNarrowerSideAndCentres() {
        assertEquals(10, UPRIGHT.viewPxPerImagePx());
        assertNear(new Point2D(0, 50), UPRIGHT.toView(0, 0));
        assertNear(new Point2D(400, 250), UPRIGHT.toView(40, 20));
        assertTrue(UPRIGHT.isFitted());
    }

    /** Lying, 20 wide and 40 high: 300/40 = 7.5 binds. */
    @Test
    void fitOfATurnedImage_measuresItAsItLies() {
        assertEquals(7.5, UPRIGHT.turned(1).fitted().scale());
    }

    /** Pixels twice as high as wide: 20 rows are as high as 40 columns are wide, so 300/40 binds. */
    @Test
    void pixelsThatAreNotSquare_areShownInProportion() {
        ViewTransform tall = ViewTransform.fitting(40, 20, 2, 400, 300);
        assertEquals(7.5, tall.scale());
        assertNear(new Point2D(50, 15), tall.toView(0, 1));
    }

    /** Clockwise: the image's top left corner goes to the top right of the screen. */
    @Test
    void quarterTurn_isClockwise() {
        ViewTransform turned = ViewTransform.fitting(20, 20, 1, 200, 200).turned(1);
        assertNear(new Point2D(200, 0), turned.toView(0, 0));
        assertNear(new Point2D(200, 200), turned.toView(20, 0));
        assertNear(new Point2D(0, 1), turned.directionOfX());
        assertNear(new Point2D(-1, 0), turned.directionOfY());
    }

    /** Whatever the turn, a flip mirrors what is seen. */
    @Test
    void flip_mirrorsTheScreen() {
        for (ViewTransform before : orientations(UPRIGHT.panned(30, 12))) {
            Point2D seen = before.toView(3, 4);
            assertNear(
                    new Point2D(400 - seen.getX(), seen.getY()),
                    before.flippedLeftRight().toView(3, 4));
            assertNear(
                    new Point2D(seen.getX(), 300 - seen.getY()),
                    before.flippedTopBottom().toView(3, 4));
        }
    }

    @Test
    void zoomAtThePointer_keepsThePointUnderIt() {
        for (ViewTransform before : orientations(UPRIGHT.panned(-20, 5))) {
            Point2D under = before.toImage(77, 123);
            ViewTransform after = before.zoomedAt(77, 123, 1.7);
            assertNear(under, after.toImage(77, 123));
            assertEquals(17, after.scale(), 1e-9);
        }
    }

    @Test
    void zoomBeyondTheLimits_stopsAtThemAndStillKeepsThePoint() {
        ViewTransform near = UPRIGHT.zoomedAt(10, 10, 1e9);
        assertEquals(ViewTransform.MAX_SCALE, near.scale());
        assertNear(UPRIGHT.toImage(10, 10), near.toImage(10, 10));
        assertEquals(ViewTransform.MIN_SCALE, UPRIGHT.zoomedAt(10, 10, 1e-9).scale());
    }

    @Test
    void turning_keepsTheMiddleOfTheView() {
        ViewTransform before = UPRIGHT.zoomedAt(50, 60, 4);
        for (int turns = -1; turns < 4; turns++) {
            assertNear(before.toImage(200, 150), before.turned(turns).toImage(200, 150));
        }
    }

    @Test
    void resize_keepsFittedFittedAndElseTheScale() {
        assertEquals(5, UPRIGHT.resized(200, 300).scale());
        assertEquals(20, UPRIGHT.zoomedAt(0, 0, 2).resized(200, 300).scale());
        assertEquals(UPRIGHT, UPRIGHT.turned(3).flippedLeftRight().panned(9, 9).reset());
        assertEquals(1, UPRIGHT.panned(4, 4).actualSize().scale());
    }

    @Test
    void affine_isTheSameMapping() {
        for (ViewTransform transform : orientations(UPRIGHT.panned(3, 4))) {
            assertNear(transform.toView(5, 6), transform.affine().transform(new Point2D(5, 6)));
        }
    }

    @Test
    void nonsense_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> ViewTransform.fitting(0, 5, 1, 10, 10));
        assertThrows(IllegalArgumentException.class, () -> ViewTransform.fitting(5, 5, -1, 10, 10));
    }
}
