package io.veilray.region;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pixel that no window covers is a place nobody looked at, on a picture that says the region was examined. */
class SlidingWindowsTest {
    /** Counted with a pencil: starts are listed, the last one moved in to end with the region. */
    @ParameterizedTest
    @CsvSource({
        "10, 4, 2, 4, 6", // 0 2 4 6
        "10, 4, 3, 3, 6", // 0 3 6
        "10, 4, 4, 3, 6", // 0 4 6: a third at 8 would end at 12
        "10, 10, 5, 1, 0", // 0
        "11, 10, 10, 2, 1", // 0 1
        "7, 1, 1, 7, 6", // every pixel
    })
    void rowOfWindows_hasTheCountedNumberAndEndsWithTheRegion(int length, int window, int stride, int count, int last) {
        SlidingWindows across = new SlidingWindows(new Region(5, 3, length, 10), window, 10, Math.min(stride, 10));
        assertEquals(count, across.count());
        assertEquals(new Region(5 + last, 3, window, 10), across.window(count - 1));
        SlidingWindows down = new SlidingWindows(new Region(5, 3, 10, length), 10, window, Math.min(stride, 10));
        assertEquals(count, down.count());
        assertEquals(new Region(5, 3 + last, 10, window), down.window(count - 1));
    }

    @Test
    void windows_goRowByRow() {
        SlidingWindows windows = new SlidingWindows(new Region(100, 200, 9, 7), 4, 3, 3);
        // across 0 3 5, down 0 3 4
        assertEquals(9, windows.count());
        assertEquals(new Region(100, 200, 4, 3), windows.window(0));
        assertEquals(new Region(105, 200, 4, 3), windows.window(2));
        assertEquals(new Region(100, 203, 4, 3), windows.window(3));
        assertEquals(new Region(105, 204, 4, 3), windows.window(8));
    }

    /** Every pixel is covered, no window leaves the region, and first and last name just the windows that cover. */
    @Test
    void anyWindows_coverEveryPixelAndNoOther() {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            Region region =
                    new Region(random.nextInt(9), random.nextInt(9), 1 + random.nextInt(30), 1 + random.nextInt(30));
            int width = 1 + random.nextInt(region.widthPx());
            int height = 1 + random.nextInt(region.heightPx());
            SlidingWindows windows =
                    new SlidingWindows(region, width, height, 1 + random.nextInt(Math.min(width, height)));
            int[] covering = new int[region.widthPx() * region.heightPx()];
            for (int i = 0; i < windows.count(); i++) {
                Region window = windows.window(i);
                for (int y = 0; y < height; y++) {
                    for (int x = 0; x < width; x++) {
                        covering[
                                (window.yPx() - region.yPx() + y) * region.widthPx()
                                        + window.xPx()
                                        - region.xPx()
                                        + x]++;
                    }
                }
            }
            String where = "seed " + seed + ", " + windows;
            for (int i = 0; i < covering.length; i++) {
                int x = i % region.widthPx();
                int y = i / region.widthPx();
                int named = (windows.across().last(x) - windows.across().first(x) + 1)
                        * (windows.down().last(y) - windows.down().first(y) + 1);
                assertTrue(covering[i] > 0, where);
                assertEquals(covering[i], named, where + " at " + x + "," + y);
            }
        }
    }

    /** Windows 0-3, 3-6, 5-8 over 9 px begin and end there. */
    @Test
    void edges_areWhereWindowsBeginAndEnd() {
        SlidingWindows windows = new SlidingWindows(new Region(100, 200, 9, 4), 4, 4, 3);
        assertArrayEquals(new int[] {0, 3, 4, 5, 7, 9}, windows.across().edges());
        assertArrayEquals(new int[] {0, 4}, windows.down().edges());
    }

    private static String refusal(Region region, int width, int height, int stride) {
        return assertThrows(IllegalArgumentException.class, () -> new SlidingWindows(region, width, height, stride))
                .getMessage();
    }

    @Test
    void wrongSizes_areRefusedWithTheirValues() {
        Region region = new Region(0, 0, 20, 10);
        assertTrue(
                refusal(region, 21, 5, 1).contains("window of 21x5 px: must be from 1x1 px to the region's 20x10 px"));
        assertTrue(refusal(region, 5, 11, 1).contains("5x11"));
        assertTrue(refusal(region, 0, 5, 1).contains("0x5"));
        assertTrue(refusal(region, 8, 5, 0).contains("stride of 0 px: must be from 1 to 5 px"));
        assertTrue(refusal(region, 8, 5, 6).contains("stride of 6 px"));
    }

    /** (65536 - 1 + 1)^2 = 2^32 windows: a number that an int would call 0. */
    @Test
    void tooManyWindows_areCountedButNotMade() {
        assertTrue(refusal(new Region(0, 0, 65536, 65536), 1, 1, 1).startsWith("4294967296 windows of 1x1 px"));
        assertTrue(refusal(new Region(0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE), 1, 1, 1)
                .startsWith("4611686014132420609 windows"));
        assertEquals(10_000, new SlidingWindows(new Region(0, 0, 100, 100), 1, 1, 1).count());
        assertTrue(refusal(new Region(0, 0, 101, 100), 1, 1, 1).startsWith("10100 windows"));
    }
}
