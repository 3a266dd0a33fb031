package io.veilray.ui.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.scan.PixelSpacing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import javafx.geometry.Point2D;
import org.junit.jupiter.api.Test;

/**
 * Clinical numbers. A mean HU decides between cyst and tumour, fat and calcium; a length decides whether a nodule is
 * followed up or has grown. A wrong number here is believed, since nobody recomputes it. So every expected value is
 * derived by hand in a comment.
 */
class RegionStatisticsTest {
    private static final Optional<PixelSpacing> NO_SPACING = Optional.empty();

    /** Value at (x, y) is 10 y + x. */
    private static Slice ramp(int width, int height, boolean inverted) {
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = 10 * (i / width) + i % width;
        }
        return new Slice(width, height, values, new Window(50, 100), inverted);
    }

    private static RectangleOutline rectangle(int x, int y, int w, int h) {
        return new RectangleOutline(new Region(x, y, w, h));
    }

    @Test
    void rectangle_givesCountMeanDeviationAndRange() {
        // columns 2, 3 and rows 1, 2: values 12, 13, 22, 23. Mean 70 / 4 = 17.5.
        // Deviations -5.5, -4.5, 4.5, 5.5; squares 30.25 + 20.25 + 20.25 + 30.25 = 101; sample: 101 / 3.
        RegionStatistics numbers = RegionStatistics.of(
                        ramp(8, 8, false), rectangle(2, 1, 2, 2), Optional.of(new PixelSpacing(0.5, 0.25)), "HU")
                .orElseThrow();
        assertEquals(4, numbers.pixelCount());
        assertEquals(17.5, numbers.mean(), 1e-12);
        assertEquals(
                Math.sqrt(101.0 / 3), numbers.standardDeviation().orElseThrow(), 1e-12, "sample, divided by n - 1");
        assertEquals(12, numbers.min());
        assertEquals(23, numbers.max());
        assertEquals("HU", numbers.unit());
        // 4 pixels of 0.5 mm x 0.25 mm
        assertEquals(0.5, numbers.areaMm2().orElseThrow(), 1e-12);
    }

    @Test
    void invertedSlice_givesTheSameNumbers() {
        assertEquals(
                RegionStatistics.of(ramp(8, 8, false), rectangle(1, 1, 5, 3), NO_SPACING, ""),
                RegionStatistics.of(ramp(8, 8, true), rectangle(1, 1, 5, 3), NO_SPACING, ""));
    }

    @Test
    void negativeValues_keepTheirSign() {
        float[] values = {-1000, -1000, -40, 60};
        Slice slice = new Slice(2, 2, values, new Window(0, 1), false);
        RegionStatistics numbers = RegionStatistics.of(slice, rectangle(0, 0, 2, 2), NO_SPACING, "HU")
                .orElseThrow();
        // (-1000 - 1000 - 40 + 60) / 4 = -495
        assertEquals(-495, numbers.mean(), 1e-12);
        assertEquals(-1000, numbers.min());
        assertEquals(60, numbers.max());
    }

    @Test
    void onePixel_hasNoDeviationAndNoNaN() {
        RegionStatistics numbers = RegionStatistics.of(ramp(8, 8, false), rectangle(3, 4, 1, 1), NO_SPACING, "")
                .orElseThrow();
        assertEquals(1, numbers.pixelCount());
        assertEquals(43, numbers.mean());
        assertEquals(OptionalDouble.empty(), numbers.standardDeviation());
        assertEquals(OptionalDouble.empty(), numbers.areaMm2(), "no spacing, no millimetres");
        assertEquals(List.of(1), numbers.histogram().counts());
    }

    @Test
    void noPixelCentreInside_isEmpty() {
        // a triangle in the upper left quarter of pixel (2, 2): its centre (2.5, 2.5) is outside
        Outline sliver = new PolygonOutline(List.of(new Point2D(2, 2), new Point2D(2.4, 2), new Point2D(2, 2.4)));
        assertEquals(Optional.empty(), RegionStatistics.of(ramp(8, 8, false), sliver, NO_SPACING, ""));
    }

    @Test
    void outlineOutsideTheSlice_isEmpty() {
        assertEquals(Optional.empty(), RegionStatistics.of(ramp(8, 8, false), rectangle(8, 0, 3, 3), NO_SPACING, ""));
    }

    @Test
    void outlineAcrossTheBorder_countsOnlyPixelsOfTheSlice() {
        // of columns 6..9 the slice has 6 and 7: values of row 0 are 6, 7
        RegionStatistics numbers = RegionStatistics.of(ramp(8, 8, false), rectangle(6, 0, 4, 1), NO_SPACING, "")
                .orElseThrow();
        assertEquals(2, numbers.pixelCount());
        assertEquals(6.5, numbers.mean(), 1e-12);
    }

    @Test
    void valuesThatAreNotNumbers_areLeftOut() {
        Slice slice = new Slice(3, 1, new float[] {4, Float.NaN, Float.POSITIVE_INFINITY}, new Window(0, 1), false);
        RegionStatistics numbers = RegionStatistics.of(slice, rectangle(0, 0, 3, 1), NO_SPACING, "")
                .orElseThrow();
        assertEquals(1, numbers.pixelCount());
        assertEquals(4, numbers.mean());
    }

    @Test
    void ellipseFourPixelsWide_leavesOutTheCorners() {
        // radius 2 around (2, 2): centres at distance sqrt(0.5), sqrt(2.5) are inside, sqrt(4.5) = 2.12 outside: 16 -
        // 4.
        Outline ellipse = new EllipseOutline(new Region(0, 0, 4, 4));
        RegionStatistics numbers =
                RegionStatistics.of(ramp(4, 4, false), ellipse, NO_SPACING, "").orElseThrow();
        assertEquals(12, numbers.pixelCount());
        // the four corners lie symmetrically, so the mean stays that of the square: 10 * 1.5 + 1.5
        assertEquals(16.5, numbers.mean(), 1e-12);
    }

    @Test
    void histogram_countsEveryPixelOnce() {
        // 0..63 in one row: 64 bins of width 63/64, one value each; the highest value falls into the last bin
        float[] values = new float[64];
        for (int i = 0; i < 64; i++) {
            values[i] = i;
        }
        Slice slice = new Slice(64, 1, values, new Window(0, 1), false);
        Histogram histogram = RegionStatistics.of(slice, rectangle(0, 0, 64, 1), NO_SPACING, "")
                .orElseThrow()
                .histogram();
        assertEquals(0, histogram.low());
        assertEquals(63, histogram.high());
        assertEquals(Collections.nCopies(64, 1), histogram.counts());
    }

    @Test
    void countedPixels_areThoseWhoseCentreIsContained() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Point2D> vertices = new ArrayList<>();
            for (int i = 0; i < 3 + random.nextInt(6); i++) {
                vertices.add(new Point2D(random.nextDouble() * 14 - 3, random.nextDouble() * 14 - 3));
            }
            Outline outline = new FreehandOutline(vertices);
            int expected = 0;
            for (int pixel = 0; pixel < 64; pixel++) {
                expected += outline.containsPixel(pixel % 8, pixel / 8) ? 1 : 0;
            }
            int counted = RegionStatistics.of(ramp(8, 8, false), outline, NO_SPACING, "")
                    .map(RegionStatistics::pixelCount)
                    .orElse(0);
            assertEquals(expected, counted, "seed " + seed + " round " + round);
        }
    }

    @Test
    void distance_usesColumnSpacingAlongXAndRowSpacingAlongY() {
        // DICOM gives row spacing first: 2 mm between rows, 0.5 mm between columns
        PixelSpacing spacing = new PixelSpacing(2, 0.5);
        assertEquals(5, line(0, 0, 10, 0).lengthMm(spacing), 1e-12, "10 columns of 0.5 mm");
        assertEquals(20, line(0, 0, 0, 10).lengthMm(spacing), 1e-12, "10 rows of 2 mm");
        // 6 columns = 3 mm, 2 rows = 4 mm: 3-4-5
        assertEquals(5, line(1, 1, 7, 3).lengthMm(spacing), 1e-12);
        assertEquals(5, line(0, 0, 3, 4).lengthPx(), 1e-12);
    }

    @Test
    void angle_isMeasuredInTheBodyNotOnTheGrid() {
        Angle diagonal = new Angle(new Point2D(10, 0), new Point2D(0, 0), new Point2D(10, 10));
        assertEquals(45, diagonal.degrees(NO_SPACING).orElseThrow(), 1e-9);
        // rows sqrt(3) times as far apart as columns: the arm rises sqrt(3) for 1, that is 60 degrees
        assertEquals(
                60,
                diagonal.degrees(Optional.of(new PixelSpacing(Math.sqrt(3), 1))).orElseThrow(),
                1e-9);
    }

    @Test
    void angle_coversZeroTo180AndNeverNaN() {
        Point2D corner = new Point2D(5, 5);
        assertEquals(
                180,
                new Angle(new Point2D(0, 5), corner, new Point2D(9, 5))
                        .degrees(NO_SPACING)
                        .orElseThrow(),
                1e-9);
        assertEquals(
                90,
                new Angle(new Point2D(5, 0), corner, new Point2D(9, 5))
                        .degrees(NO_SPACING)
                        .orElseThrow(),
                1e-9);
        assertEquals(
                0,
                new Angle(new Point2D(8, 5), corner, new Point2D(9, 5))
                        .degrees(NO_SPACING)
                        .orElseThrow(),
                1e-9);
        assertTrue(
                new Angle(corner, corner, new Point2D(9, 5)).degrees(NO_SPACING).isEmpty());
    }

    private static Distance line(double x1, double y1, double x2, double y2) {
        return new Distance(new Point2D(x1, y1), new Point2D(x2, y2));
    }
}
