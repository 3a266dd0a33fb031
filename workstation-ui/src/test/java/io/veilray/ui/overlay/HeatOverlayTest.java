package io.veilray.ui.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.opinion.Doubt;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.SlidingWindows;
import io.veilray.region.Window;
import io.veilray.result.Classification;
import io.veilray.result.HeatMap;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Colours are read as probabilities: they must mean the same on every map, and a gap must not look like any of them. */
class HeatOverlayTest {
    private static final int LIGHT = 0xFFC7D0DA;
    private static final int GRAY = 0xFF646464;
    private static final Region REGION = new Region(100, 100, 300, 200);
    private static final SlidingWindows WINDOWS = new SlidingWindows(REGION, 100, 200, 100); // three beside each other

    private static Slice gray() {
        float[] values = new float[512 * 512];
        Arrays.fill(values, 100);
        return new Slice(512, 512, values, Window.between(0, 255), false);
    }

    private static Optional<Classification> answer(int index, double finding, boolean opinion) {
        return Optional.of(new Classification(
                "m",
                "1",
                "masked",
                List.of("normal", "finding"),
                new double[] {0, 1},
                new double[] {1 - finding, finding},
                false,
                opinion ? List.of() : List.of(new Doubt(Doubt.Kind.LOW_PROBABILITY, 0.5, 0.9, "")),
                WINDOWS.window(index),
                1,
                1,
                1,
                1,
                Map.of(),
                Optional.empty()));
    }

    private static Picture paint(List<Optional<Classification>> answers) {
        return Picture.of(
                HeatOverlay.paint(gray(), "PNG", new HeatMap(WINDOWS, List.of("normal", "finding"), answers), 1));
    }

    /** @param corner where the scan begins, told by its grey, which nothing else has */
    private record Picture(BufferedImage canvas, Point corner) {
        static Picture of(BufferedImage canvas) {
            for (int i = 0; i < canvas.getWidth() * canvas.getHeight(); i++) {
                if (canvas.getRGB(i % canvas.getWidth(), i / canvas.getWidth()) == GRAY) {
                    return new Picture(canvas, new Point(i % canvas.getWidth(), i / canvas.getWidth()));
                }
            }
            throw new AssertionError("no picture");
        }

        int at(int scanX, int scanY) {
            return canvas.getRGB(corner.x + scanX, corner.y + scanY);
        }

        /** Light pixels of stripes in a window. */
        int stripes(int index) {
            int light = 0;
            for (int y = 100; y < 300; y++) {
                for (int x = 100 + 100 * index; x < 200 + 100 * index; x++) {
                    light += at(x, y) == LIGHT ? 1 : 0;
                }
            }
            return light;
        }
    }

    /**
     * Over grey 100: probability 0 leaves it; 1 lays (240, 249, 33) over it at 40 %, which is (156, 160, 73); a quarter
     * lays (185, 50, 137) over it at 10 %, which is (109, 95, 104), also where nothing on the map is higher.
     */
    @Test
    void scale_isFixed() {
        Picture wide = paint(List.of(answer(0, 0, true), answer(1, 0.25, true), answer(2, 1, true)));
        assertEquals(GRAY, wide.at(150, 200));
        assertEquals(0xFF6D5F68, wide.at(250, 200));
        assertEquals(0xFF9CA049, wide.at(350, 200));
        Picture low = paint(List.of(answer(0, 0, true), answer(1, 0.25, true), answer(2, 0.1, true)));
        assertEquals(0xFF6D5F68, low.at(250, 200));
        assertEquals(GRAY, low.at(50, 200));
        assertEquals(GRAY, low.at(450, 200));
    }

    /** Stripes of 2 px every 12 cover a sixth of a window's 20,000 px, crossed ones 1 - (5/6)^2 less a few dark edges. */
    @Test
    void gaps_areStripedAndTellWhetherAnybodyLooked() {
        Picture part = paint(List.of(answer(0, 0.5, true), answer(1, 0.5, false), Optional.empty()));
        assertEquals(0, part.stripes(0));
        assertEquals(20_000 / 6.0, part.stripes(1), 200);
        assertEquals(20_000 * (1 / 6.0 + 4 / 6.0 / 6), part.stripes(2), 200);
    }

    @Test
    void incompleteMap_saysSoOnItsCard() {
        Picture whole = paint(List.of(answer(0, 0.5, true), answer(1, 0.5, true), answer(2, 0.5, true)));
        Picture part = paint(List.of(answer(0, 0.5, true), answer(1, 0.5, true), Optional.empty()));
        assertTrue(part.canvas().getHeight() > whole.canvas().getHeight());
    }

    @Test
    void mapWithoutAnyOpinion_isAllStripes() {
        Picture none = paint(List.of(answer(0, 0.9, false), answer(1, 0.9, false), answer(2, 0.9, false)));
        for (int i = 0; i < 3; i++) {
            assertEquals(20_000 / 6.0, none.stripes(i), 200);
        }
    }
}
