package io.veilray.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.opinion.Doubt;
import io.veilray.region.Region;
import io.veilray.region.SlidingWindows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A gap that is shown as a low value says "nothing here" where nothing is known. */
class HeatMapTest {
    private static final List<String> CLASSES = List.of("normal", "finding");

    private static Optional<Classification> answer(Region region, double finding, boolean opinion) {
        return Optional.of(new Classification(
                "m",
                "1",
                "masked",
                CLASSES,
                new double[] {0, 1},
                new double[] {1 - finding, finding},
                false,
                opinion ? List.of() : List.of(new Doubt(Doubt.Kind.LOW_PROBABILITY, finding, 0.9, "")),
                region,
                1,
                1,
                1,
                1,
                Map.of(),
                Optional.empty()));
    }

    /** Three windows of 4 px, 2 px apart, over 8 px: 0-3, 2-5, 4-7. */
    @Test
    void mean_isOverTheWindowsWithAnOpinion() {
        SlidingWindows windows = new SlidingWindows(new Region(10, 20, 8, 4), 4, 4, 2);
        HeatMap map = new HeatMap(
                windows,
                CLASSES,
                List.of(
                        answer(windows.window(0), 0.2, true),
                        answer(windows.window(1), 0.8, true),
                        answer(windows.window(2), 0.1, false)));
        double[] row = map.row(1, 3);
        assertEquals(8, row.length);
        assertEquals(0.2, row[1], 1e-12);
        assertEquals(0.5, row[2], 1e-12);
        assertEquals(0.8, row[5], 1e-12); // the third window covers it too, but has no opinion
        assertTrue(Double.isNaN(row[6]));
        assertTrue(map.isExamined(6, 3));
        assertEquals(0.8, map.row(0, 3)[1], 1e-12);
        assertEquals(2, map.opinions());
        assertTrue(map.isComplete());
        assertEquals(OptionalInt.of(1), map.highest(1));
        assertEquals(OptionalInt.of(0), map.highest(0));
    }

    @Test
    void windowThatWasNotExamined_leavesAnotherKindOfGap() {
        SlidingWindows windows = new SlidingWindows(new Region(0, 0, 8, 4), 4, 4, 4);
        HeatMap map = new HeatMap(windows, CLASSES, List.of(answer(windows.window(0), 0.5, false), Optional.empty()));
        assertTrue(Double.isNaN(map.row(1, 0)[0]) && Double.isNaN(map.row(1, 0)[7]));
        assertTrue(map.isExamined(3, 0));
        assertFalse(map.isExamined(4, 0));
        assertFalse(map.isComplete());
        assertEquals(1, map.examined().size());
        assertEquals(OptionalInt.empty(), map.highest(1));
    }

    /** Against a loop over all pixels and all windows. */
    @Test
    void anyMap_equalsTheLoopOverAllWindows() {
        long seed = 20261122;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            Region region =
                    new Region(random.nextInt(9), random.nextInt(9), 1 + random.nextInt(20), 1 + random.nextInt(20));
            int width = 1 + random.nextInt(region.widthPx());
            int height = 1 + random.nextInt(region.heightPx());
            SlidingWindows windows =
                    new SlidingWindows(region, width, height, 1 + random.nextInt(Math.min(width, height)));
            List<Optional<Classification>> answers = new ArrayList<>();
            for (int i = 0; i < windows.count(); i++) {
                answers.add(
                        random.nextInt(4) == 0
                                ? Optional.empty()
                                : answer(windows.window(i), random.nextDouble(), random.nextInt(3) > 0));
            }
            HeatMap map = new HeatMap(windows, CLASSES, answers);
            for (int y = 0; y < region.heightPx(); y++) {
                double[] row = map.row(1, y);
                for (int x = 0; x < row.length; x++) {
                    requireLoop(map, x, y, row[x], "seed " + seed + ", " + windows + " at " + x + "," + y);
                }
            }
        }
    }

    private static void requireLoop(HeatMap map, int x, int y, double value, String where) {
        double sum = 0;
        int opinions = 0;
        int examined = 0;
        for (int i = 0; i < map.windows().count(); i++) {
            Region window = map.windows().window(i);
            int dx = map.windows().region().xPx() + x - window.xPx();
            int dy = map.windows().region().yPx() + y - window.yPx();
            boolean covers = dx >= 0 && dx < window.widthPx() && dy >= 0 && dy < window.heightPx();
            if (covers && map.answers().get(i).isPresent()) {
                Classification answer = map.answers().get(i).get();
                examined++;
                opinions += answer.hasOpinion() ? 1 : 0;
                sum += answer.hasOpinion() ? answer.probabilities()[1] : 0;
            }
        }
        assertEquals(opinions == 0 ? Double.NaN : sum / opinions, value, 1e-12, where);
        assertEquals(examined > 0, map.isExamined(x, y), where);
    }

    @Test
    void answerOfAnotherWindow_isRefused() {
        SlidingWindows windows = new SlidingWindows(new Region(0, 0, 8, 4), 4, 4, 4);
        Optional<Classification> first = answer(windows.window(0), 0.5, true);
        assertThrows(IllegalArgumentException.class, () -> new HeatMap(windows, CLASSES, List.of(first)));
        assertThrows(IllegalArgumentException.class, () -> new HeatMap(windows, CLASSES, List.of(first, first)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HeatMap(windows, List.of("a", "b"), List.of(first, Optional.empty())));
    }
}
