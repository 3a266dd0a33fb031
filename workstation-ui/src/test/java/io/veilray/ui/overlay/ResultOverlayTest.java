package io.veilray.ui.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.opinion.Doubt;
import io.veilray.opinion.OpinionRule;
import io.veilray.region.Region;
import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.result.Classification;
import io.veilray.result.EvidenceMap;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn over a scan must not hide it, and what is written must be whole. */
class ResultOverlayTest {
    private static final int MARK = Palette.MARK.getRGB();
    private static final int GROUND = Palette.GROUND.getRGB();

    private static Slice plain(int width, int height, int value) {
        float[] values = new float[width * height];
        Arrays.fill(values, value);
        return new Slice(width, height, values, Window.between(0, 255), false);
    }

    private static BufferedImage paint(Slice slice, Region region, String... classes) {
        return paint(slice, region, Optional.empty(), classes);
    }

    private static BufferedImage paint(Slice slice, Region region, Optional<EvidenceMap> evidence, String... classes) {
        return paint(slice, region, evidence, List.of(), classes);
    }

    private static BufferedImage paint(
            Slice slice, Region region, Optional<EvidenceMap> evidence, List<Doubt> doubts, String... classes) {
        double[] logits = new double[classes.length];
        logits[0] = 2;
        return ResultOverlay.paint(
                slice,
                "PNG",
                new Classification(
                        "m",
                        "1",
                        "masked",
                        List.of(classes),
                        logits,
                        OpinionRule.UNMEASURED.probabilities(logits),
                        false,
                        doubts,
                        region,
                        1,
                        1,
                        1,
                        1,
                        Map.of(),
                        evidence),
                true);
    }

    private static int gray(int value) {
        return 0xFF000000 | value << 16 | value << 8 | value;
    }

    /** Where the picture begins: found by its own grey, which nothing else on the canvas has. */
    private static Point pictureOf(BufferedImage canvas, int value) {
        for (int y = 0; y < canvas.getHeight(); y++) {
            for (int x = 0; x < canvas.getWidth(); x++) {
                if (canvas.getRGB(x, y) == gray(value)) {
                    return new Point(x, y);
                }
            }
        }
        throw new AssertionError("no picture");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 120, 254})
    void outline_surroundsTheRegionAndLeavesItsPixelsAlone(int value) {
        BufferedImage canvas = paint(plain(512, 512, value), new Region(100, 150, 40, 30), "a", "b");
        Point picture = pictureOf(canvas, value);
        Rectangle region = new Rectangle(picture.x + 100, picture.y + 150, 40, 30);
        for (int x = region.x; x < region.x + region.width; x++) {
            for (int y = region.y; y < region.y + region.height; y++) {
                assertEquals(gray(value), canvas.getRGB(x, y));
            }
        }
        int line = Frame.of(plain(512, 512, value)).line();
        for (int offset = 0; offset < 3 * line; offset++) {
            int expected = offset / line == 1 ? MARK : Palette.HALO.getRGB();
            assertEquals(expected, canvas.getRGB(region.x - 1 - offset, region.y + 10));
            assertEquals(expected, canvas.getRGB(region.x + 40 + offset, region.y + 10));
            assertEquals(expected, canvas.getRGB(region.x + 10, region.y - 1 - offset));
            assertEquals(expected, canvas.getRGB(region.x + 10, region.y + 30 + offset));
        }
    }

    /** No class is marked and no evidence coloured where there is no opinion: neither could be told from a finding. */
    @Test
    void withoutOpinion_nothingIsMarkedButTheRegion() {
        Region region = new Region(100, 150, 40, 30);
        Optional<EvidenceMap> map = Optional.of(new EvidenceMap(1, 1, new double[][] {{3}, {-3}}));
        List<Doubt> doubts = List.of(new Doubt(Doubt.Kind.UNFAMILIAR_IMAGE, 9.5, 9, ""));
        BufferedImage canvas = paint(plain(512, 512, 77), region, map, doubts, "a", "b");
        Point picture = pictureOf(canvas, 77);
        for (int i = 0; i < 40 * 30; i++) {
            assertEquals(gray(77), canvas.getRGB(picture.x + 100 + i % 40, picture.y + 150 + i / 40));
        }
        BufferedImage opinion = paint(plain(512, 512, 77), region, Optional.empty(), "a", "b");
        int card = picture.x + 512 + 40; // right of the picture, where the bars are
        assertTrue(marksFrom(opinion, card) > marksFrom(canvas, card) + 300, "the winner's bar is wider than 300 px");
    }

    private static long marksFrom(BufferedImage canvas, int left) {
        return countOf(canvas.getSubimage(left, 0, canvas.getWidth() - left, canvas.getHeight()), MARK);
    }

    @Test
    void cornersOfTheScan_areUnaffected() {
        BufferedImage canvas = paint(plain(512, 512, 77), new Region(200, 200, 50, 50), "a", "b");
        Point picture = pictureOf(canvas, 77);
        assertEquals(gray(77), canvas.getRGB(picture.x, picture.y));
        assertEquals(gray(77), canvas.getRGB(picture.x + 511, picture.y));
        assertEquals(gray(77), canvas.getRGB(picture.x, picture.y + 511));
        assertEquals(gray(77), canvas.getRGB(picture.x + 511, picture.y + 511));
    }

    @Test
    void wholeScan_keepsAllItsPixelsAndTheWholeOutline() {
        BufferedImage canvas = paint(plain(512, 512, 77), new Region(0, 0, 512, 512), "a", "b");
        Point picture = pictureOf(canvas, 77);
        int line = Frame.of(plain(512, 512, 77)).line();
        assertEquals(MARK, canvas.getRGB(picture.x - line - 1, picture.y + 256));
        assertEquals(MARK, canvas.getRGB(picture.x + 256, picture.y + 512 + line));
        int kept = 0;
        for (int i = 0; i < 512 * 512; i++) {
            kept += canvas.getRGB(picture.x + i % 512, picture.y + i / 512) == gray(77) ? 1 : 0;
        }
        assertEquals(512 * 512, kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,0,1,1", "27,0,1,1", "0,27,1,1", "27,27,1,1", "13,5,1,1"})
    void onePixel_isEnlargedAndOutlinedAnywhere(String where) {
        Region region = Region.parse(where);
        Slice slice = plain(28, 28, 90);
        BufferedImage canvas = paint(slice, region, "a", "b");
        int factor = Frame.of(slice).factor();
        assertEquals(19, factor); // 28 * 19 = 532 is the first multiple that reaches 512
        Rectangle place = Frame.of(slice).place(region, 0, 0);
        assertEquals(new Rectangle(region.xPx() * 19, region.yPx() * 19, 19, 19), place);
        int line = Frame.of(slice).line();
        // the four sides of the bright ring: its outer square less its inner one, untouched by the tag
        long ring = (long) Math.pow(19 + 4 * line, 2) - (long) Math.pow(19 + 2 * line, 2);
        long without = countOf(paint(slice, new Region(0, 0, 28, 28), "a", "b"), MARK)
                - ((long) Math.pow(532 + 4 * line, 2) - (long) Math.pow(532 + 2 * line, 2));
        assertEquals(ring, countOf(canvas, MARK) - without);
    }

    private static long countOf(BufferedImage canvas, int color) {
        long count = 0;
        for (int i = 0; i < canvas.getWidth() * canvas.getHeight(); i++) {
            count += canvas.getRGB(i % canvas.getWidth(), i / canvas.getWidth()) == color ? 1 : 0;
        }
        return count;
    }

    @Test
    void longNames_leaveABorderFreeAllAround() {
        String words = "a finding whose name goes on and on ".repeat(6);
        String unbroken = "unbreakable".repeat(20);
        for (int[] size : new int[][] {{28, 28}, {600, 20}, {5, 900}, {1, 1}}) {
            BufferedImage canvas = paint(
                    plain(size[0], size[1], 200), new Region(0, 0, size[0], size[1]), words + unbroken, unbroken, "x");
            for (int x = 0; x < canvas.getWidth(); x++) {
                assertEquals(GROUND, canvas.getRGB(x, 0));
                assertEquals(GROUND, canvas.getRGB(x, canvas.getHeight() - 1));
            }
            for (int y = 0; y < canvas.getHeight(); y++) {
                assertEquals(GROUND, canvas.getRGB(0, y));
                assertEquals(GROUND, canvas.getRGB(canvas.getWidth() - 1, y));
            }
        }
    }

    @Test
    void windowAndInversion_areShown() {
        float[] values = {0, 50, 100, 100};
        Slice inverted = new Slice(2, 2, values, Window.between(0, 100), true);
        BufferedImage canvas = paint(inverted, new Region(0, 0, 2, 2), "a", "b");
        Point white = pictureOf(canvas, 255);
        int factor = Frame.of(inverted).factor();
        assertEquals(gray(255), canvas.getRGB(white.x, white.y));
        assertEquals(gray(128), canvas.getRGB(white.x + factor, white.y)); // 255 * 0.5, rounded up
        assertEquals(gray(0), canvas.getRGB(white.x, white.y + factor));
    }

    @Test
    void hundredClasses_areSummedUp() {
        String[] classes = new String[100];
        Arrays.setAll(classes, i -> "class " + i);
        BufferedImage canvas = paint(plain(28, 28, 9), new Region(0, 0, 28, 28), classes);
        assertTrue(canvas.getHeight() < 1200, "height " + canvas.getHeight());
    }

    @Test
    void sameResult_givesTheSamePixels() {
        BufferedImage one = paint(plain(64, 64, 9), new Region(3, 3, 9, 9), "a", "b");
        BufferedImage two = paint(plain(64, 64, 9), new Region(3, 3, 9, 9), "a", "b");
        assertEquals(countOf(one, MARK), countOf(two, MARK));
        assertNotEquals(0, countOf(one, MARK));
    }

    /**
     * A map of two rows that speaks for the winner below and against it above: the upper quarter of the region stays as
     * it is, the lower quarter takes the largest value's colour (240, 249, 33) at 60 % over grey 100, which is
     * (184, 189, 60), and nothing outside the region changes.
     */
    @Test
    void evidence_coloursWhatSpeaksForTheWinnerOnly() {
        Region region = new Region(100, 100, 400, 400);
        EvidenceMap map = new EvidenceMap(2, 1, new double[][] {{-1, 3}, {1, -1}});
        BufferedImage canvas = paint(plain(600, 600, 100), region, Optional.of(map), "a", "b");
        BufferedImage without = paint(plain(600, 600, 100), region, "a", "b");
        Point picture = pictureOf(without, 100);
        assertEquals(gray(100), canvas.getRGB(picture.x + 300, picture.y + 110));
        assertEquals(0xFFB8BD3C, canvas.getRGB(picture.x + 300, picture.y + 490));
        assertEquals(gray(100), canvas.getRGB(picture.x + 300, picture.y + 560));
    }
}
