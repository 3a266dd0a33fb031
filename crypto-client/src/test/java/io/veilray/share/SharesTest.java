package io.veilray.share;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharesTest {
    @Test
    void hiddenThenCombined_givesTheValueAtEveryEdge() {
        for (int bits : new int[] {16, 32, 37, 41}) {
            Shares ring = new Shares(bits);
            long most = (1L << bits - 1) - 1;
            long[] values = {0, 1, -1, most, -most - 1};
            long[] masks = new SplittableRandom(bits).longs(5, 0, 1L << bits).toArray();
            assertArrayEquals(values, ring.combine(ring.hide(values, masks), masks));
        }
    }

    @Test
    void rescale_roundsToNearestWithTiesUp() {
        assertEquals(2, FixedPoint.rescale(6, 2)); // 1.5 -> 2
        assertEquals(-1, FixedPoint.rescale(-6, 2)); // -1.5 -> -1
        assertEquals(1, FixedPoint.rescale(5, 2)); // 1.25
        assertEquals(-1, FixedPoint.rescale(-5, 2)); // -1.25
        assertEquals(7, FixedPoint.rescale(7, 0));
    }

    @Test
    void fixedPoint_roundsToTheNearestMultiple() {
        FixedPoint format = new FixedPoint(10);
        assertEquals(1024, format.encode(1.0));
        assertEquals(-512, format.encode(-0.5));
        assertEquals(0.25, format.decode(256));
    }

    @Test
    void unrepresentableValues_areRefusedWithoutSayingThem() {
        FixedPoint format = new FixedPoint(10);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0x1p60}) {
            assertThrows(IllegalArgumentException.class, () -> format.encode(bad));
        }
    }

    @Test
    void sharesOfDifferentLength_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Shares(32).hide(new long[2], new long[3]));
    }
}
