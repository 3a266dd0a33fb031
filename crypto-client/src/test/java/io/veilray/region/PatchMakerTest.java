package io.veilray.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The model sees what is made here: a shifted or wrongly windowed patch is a different patient. */
class PatchMakerTest {
    private static final Window BYTES = Window.between(0, 255);

    private static Slice ramp(int width, int height, boolean inverted) {
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 256;
        }
        return new Slice(width, height, values, BYTES, inverted);
    }

    private static InputSpec input(int height, int width) {
        return new InputSpec(1, height, width, Optional.empty());
    }

    @Test
    void regionOfTheInputSize_isCopiedUnchanged() {
        Patch patch = PatchMaker.cut(ramp(8, 8, false), new Region(2, 3, 4, 2), input(2, 4));
        float[] expected = new float[8];
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 4; x++) {
                expected[y * 4 + x] = ((3 + y) * 8 + 2 + x) / 255f;
            }
        }
        assertArrayEquals(expected, patch.values(), 1e-7f);
    }

    @Test
    void invertedSlice_isTurnedBack() {
        Patch patch = PatchMaker.cut(ramp(4, 4, true), new Region(0, 0, 4, 4), input(4, 4));
        assertEquals(1 - 5 / 255f, patch.values()[5], 1e-7f);
    }

    /** A model's own window goes before the one on the screen: -600 of width 1500 puts -1350 at 0 and 150 at 1. */
    @Test
    void windowOfTheModel_replacesTheOneShown() {
        Slice slice = new Slice(3, 1, new float[] {-1350, -600, 400}, BYTES, false);
        InputSpec lung = new InputSpec(1, 1, 3, Optional.of(new Window(-600, 1500)));
        assertArrayEquals(
                new float[] {0, 0.5f, 1},
                PatchMaker.cut(slice, Region.whole(slice), lung).values(),
                1e-6f);
    }

    /** Values 0 to 15 of a 4x4 slice shown from 0 to 15; only the diagonal lies inside of the outline. */
    @Test
    void surroundingsOfTheOutline_areKeptOrBlackAsTheModelSays() {
        float[] values = new float[16];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Slice slice = new Slice(4, 4, values, Window.between(0, 15), false);
        Region region = new Region(1, 1, 2, 2);
        RegionMask diagonal = (xPx, yPx) -> xPx == yPx;
        InputSpec black = new InputSpec(1, 2, 2, Optional.empty(), true);
        InputSpec kept = new InputSpec(1, 2, 2, Optional.empty(), false);
        float[] inside = {5 / 15f, 6 / 15f, 9 / 15f, 10 / 15f};
        assertArrayEquals(inside, PatchMaker.cut(slice, region, diagonal, kept).values(), 1e-6f);
        assertArrayEquals(inside, PatchMaker.cut(slice, region, black).values(), 1e-6f);
        assertArrayEquals(
                new float[] {5 / 15f, 0, 0, 10 / 15f},
                PatchMaker.cut(slice, region, diagonal, black).values(),
                1e-6f);
    }

    /** A constant stays constant under any stretch, at the borders too. */
    @Test
    void constantRegion_staysConstantAtAnySize() {
        float[] values = new float[30 * 20];
        java.util.Arrays.fill(values, 51);
        Slice slice = new Slice(30, 20, values, BYTES, false);
        for (int[] size : new int[][] {{1, 1}, {7, 13}, {20, 30}, {64, 64}}) {
            for (float v : PatchMaker.cut(slice, Region.whole(slice), input(size[0], size[1]))
                    .values()) {
                assertEquals(0.2f, v, 1e-6f);
            }
        }
    }

    /**
     * Halving with the triangle filter of radius 2 source pixels: output i centres on 2i + 1, and source pixel centres
     * at distance 1/2 and 3/2 weigh 3/4 and 1/4, so the weights are (1, 3, 3, 1) / 8 with the edge repeated.
     */
    @Test
    void halvedRow_hasTheTriangleFilterWeights() {
        Slice slice = new Slice(4, 1, new float[] {0, 255, 0, 0}, BYTES, false);
        float[] values = PatchMaker.cut(slice, Region.whole(slice), input(1, 2)).values();
        assertArrayEquals(new float[] {3 / 8f, 1 / 8f}, values, 1e-6f);
    }

    @Test
    void onePixelRegion_fillsTheInput() {
        Patch patch = PatchMaker.cut(ramp(8, 8, false), new Region(7, 7, 1, 1), input(3, 3));
        for (float v : patch.values()) {
            assertEquals(63 / 255f, v, 1e-7f);
        }
    }

    @Test
    void regionOutsideTheImage_isRefusedWithBothSizes() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> PatchMaker.cut(ramp(8, 8, false), new Region(5, 0, 4, 4), input(4, 4)))
                .getMessage();
        assertTrue(message.contains("5,0,4,4") && message.contains("8x8"), message);
        assertThrows(IllegalArgumentException.class, () -> new Region(Integer.MAX_VALUE, 0, Integer.MAX_VALUE, 1)
                .requireWithin(100, 100));
    }

    @Test
    void malformedRegions_areRefusedWithAnExample() {
        for (String bad :
                new String[] {"", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,3,", "1.5,2,3,4", "99999999999,0,1,1"}) {
            String message = assertThrows(IllegalArgumentException.class, () -> Region.parse(bad))
                    .getMessage();
            assertTrue(message.contains("40,60,128,128"), message);
        }
        assertEquals(new Region(1, 2, 3, 4), Region.parse(" 1, 2,3 ,4"));
    }

    @Test
    void patch_neverPrintsItsValues() {
        Patch patch = PatchMaker.cut(ramp(2, 2, false), new Region(0, 0, 2, 2), input(2, 2));
        assertFalse(patch.toString().contains("0.0"), patch.toString());
    }
}
