package io.veilray.ui.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.text.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Point2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** A line a pixel off gives another mean and another patch: what the wand takes is counted pixel by pixel. */
@ExtendWith(ApplicationExtension.class)
class WandTest {
    private static Slice slice(String... rows) {
        float[] values = new float[rows.length * rows[0].length()];
        for (int i = 0; i < values.length; i++) {
            char at = rows[i / rows[0].length()].charAt(i % rows[0].length());
            values[i] = at == '?' ? Float.NaN : 100 * (at - '0');
        }
        return new Slice(rows[0].length(), rows.length, values, new Window(500, 256), false);
    }

    private static FreehandOutline at(Slice slice, int x, int y) {
        return Wand.at(slice, new Point2D(x + 0.5, y + 0.5)).orElseThrow().grown(0);
    }

    private static String[] taken(Slice slice, Outline outline) {
        String[] rows = new String[slice.heightPx()];
        for (int y = 0; y < rows.length; y++) {
            StringBuilder row = new StringBuilder();
            for (int x = 0; x < slice.widthPx(); x++) {
                row.append(outline.containsPixel(x, y) ? '#' : '.');
            }
            rows[y] = row.toString();
        }
        return rows;
    }

    /** At no times the spread the range goes from the value clicked at to the mean around it: here only the nines fit. */
    @Test
    void corners_doNotConnect_andHolesAreFilled() {
        Slice slice = slice(
                "900000", //
                "099990", "091290", "099990", "000099", "000900");
        assertEquals(
                List.of(
                        "......", //
                        ".####.", ".####.", ".####.", "....##", "......"),
                List.of(taken(slice, at(slice, 1, 1))));
    }

    @Test
    void placeWithoutAValue_isNoneAndStopsTheRegion() {
        Slice slice = slice("55?55");
        assertTrue(Wand.at(slice, new Point2D(2.5, 0.5)).isEmpty());
        assertTrue(Wand.at(slice, new Point2D(5, 0.5)).isEmpty());
        assertEquals("##...", taken(slice, at(slice, 0, 0))[0]);
    }

    @Test
    void onePixel_isARegionOfOne() {
        assertEquals(
                List.of(new Point2D(2, 1), new Point2D(2, 2), new Point2D(1, 2), new Point2D(1, 1)),
                at(slice("000", "090", "000"), 1, 1).vertices());
    }

    /**
     * A disc of radius 30 of 200 among values of -900 to 300: every pixel of it and none outside. Counted by its
     * equation. The click's surroundings are one value, so the spread is a gray: 1200 / 256 = 4.7. Beside the disc lie
     * values x * 5 - 900, which are within 4.7 of 200 only at x = 220, far from it.
     */
    @Test
    void disc_isTakenPixelByPixel() {
        FreehandOutline outline =
                Wand.at(TestPane.SLICE, new Point2D(70, 60)).orElseThrow().grown(1);
        for (int y = 0; y < TestPane.HEIGHT; y++) {
            for (int x = 0; x < TestPane.WIDTH; x++) {
                assertEquals(Math.hypot(x - 70, y - 60) < 30, outline.containsPixel(x, y), x + "," + y);
            }
        }
    }

    /** A ramp of 5 a column, clicked at x = 120, between the discs: the 5x5 pixels around have the deviation 5 * sqrt(2), times 2.5 is 17.7. */
    @Test
    void noiseAroundTheClick_setsHowFarValuesMayLie() {
        Slice ramp = TestPane.SLICE;
        Wand wand = Wand.at(ramp, new Point2D(120.5, 20.5)).orElseThrow();
        assertEquals(-300, wand.center(), 1e-9);
        assertEquals(2.5 * 5 * Math.sqrt(2), wand.spread(), 1e-9);
        // 17.7 / 5 = 3.5 columns to either side, 35.4 / 5 = 7.07 at twice the spread
        assertEquals(new Extent(117, 0, 124, 200), wand.grown(1).extent());
        assertEquals(new Extent(113, 0, 128, 200), wand.grown(2).extent());
    }

    @Test
    void noise_makesNoLineOfMoreCornersThanCanBePainted() {
        Random random = new Random(7);
        float[] values = new float[600 * 600];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() < 0.62 ? 1 : 0; // above the threshold at which sites hang together
        }
        values[300 * 600 + 300] = 1;
        Slice slice = new Slice(600, 600, values, new Window(0.5, 1), false);
        FreehandOutline outline = at(slice, 300, 300);
        assertTrue(
                outline.vertices().size() <= 2000,
                "corners: " + outline.vertices().size());
    }

    private final TestPane pane = new TestPane(Messages.of(Locale.ENGLISH), Optional.empty());

    private Figure drawn(double toX) throws Exception {
        WandTool wand = new WandTool(pane.board);
        WaitForAsyncUtils.asyncFx(() -> {
                    wand.pressed(TestPane.at(120.5, 20.5, false, false));
                    wand.dragged(TestPane.at(toX, 20.5, false, false));
                    wand.released(TestPane.at(toX, 20.5, false, false));
                })
                .get();
        WaitForAsyncUtils.waitFor(
                10, TimeUnit.SECONDS, () -> !pane.board.drawing().marks().isEmpty());
        return pane.board.drawing().marks().getFirst().figure();
    }

    @Test
    void click_drawsARegion_undoably() throws Exception {
        assertEquals(new Extent(117, 0, 124, 200), drawn(120.5).extent());
        assertEquals("Draw Region 1", pane.history.undoNameProperty().get());
        pane.history.undo();
        assertTrue(pane.board.drawing().marks().isEmpty());
    }

    /** 30 image pixels are 60 on the screen, which doubles the spread. */
    @Test
    void dragToTheRight_takesMore() throws Exception {
        assertEquals(new Extent(113, 0, 128, 200), drawn(150.5).extent());
    }

    @Test
    void escWhileGrowing_leavesNothing() throws Exception {
        WandTool wand = new WandTool(pane.board);
        WaitForAsyncUtils.asyncFx(() -> {
                    wand.pressed(TestPane.at(120.5, 20.5, false, false));
                    wand.cancelled();
                    wand.released(TestPane.at(120.5, 20.5, false, false));
                })
                .get();
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(wand.idle());
        assertFalse(pane.board.draftProperty().get() != null);
        drawn(120.5); // and the next press works
        assertEquals(1, pane.board.drawing().marks().size());
    }
}
