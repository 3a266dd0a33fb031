package io.veilray.share;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BitPackingTest {
    private static final long SEED = 20261121;

    private static long[] random(SplittableRandom random, int count, int bits) {
        return random.longs(count).map(word -> word & (1L << bits) - 1).toArray();
    }

    /** The definition: the sum of entry i times 2^(i w), its bytes in little-endian order. */
    private static byte[] byDefinition(long[] values, int bits) {
        BigInteger all = BigInteger.ZERO;
        for (int i = 0; i < values.length; i++) {
            all = all.or(BigInteger.valueOf(values[i]).shiftLeft(i * bits));
        }
        byte[] out = new byte[(values.length * bits + 7) / 8];
        for (int i = 0; i < out.length; i++) {
            out[i] = all.shiftRight(8 * i).byteValue();
        }
        return out;
    }

    @Test
    void everyWidthAndLength_packsAsDefinedAndComesBack() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int bits = 1; bits <= 62; bits++) {
            for (int count : new int[] {0, 1, 2, 7, 8, 9, 63, 64, 65, 129}) {
                long[] values = random(random, count, bits);
                byte[] packed = BitPacking.pack(values, bits);
                assertArrayEquals(byDefinition(values, bits), packed, bits + " bits, seed " + SEED);
                assertArrayEquals(values, BitPacking.unpack(packed, count, bits), bits + " bits, seed " + SEED);
            }
        }
    }

    @Test
    void extremeValues_comeBack() {
        for (int bits = 1; bits <= 62; bits++) {
            long[] values = new long[100];
            Arrays.fill(values, (1L << bits) - 1);
            assertArrayEquals(values, BitPacking.unpack(BitPacking.pack(values, bits), 100, bits));
        }
    }

    @Test
    void valueAboveTheWidth_isRefused() {
        for (long bad : new long[] {1L << 20, -1, Long.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> BitPacking.pack(new long[] {0, bad, 0}, 20));
        }
    }

    @Test
    void wrongLength_isRefused() {
        byte[] packed = BitPacking.pack(new long[10], 13);
        assertEquals(17, packed.length); // 130 bits
        for (int length = 0; length < 40; length++) {
            byte[] other = Arrays.copyOf(packed, length);
            if (length != 17) {
                assertThrows(IllegalArgumentException.class, () -> BitPacking.unpack(other, 10, 13));
            }
        }
    }

    /** Of 17 bytes for 130 bits, the 6 highest bits of the last are unused: each must be zero. */
    @Test
    void unusedBits_mustBeZero() {
        for (int bit = 2; bit < 8; bit++) {
            byte[] packed = BitPacking.pack(new long[10], 13);
            packed[16] |= (byte) (1 << bit);
            assertThrows(IllegalArgumentException.class, () -> BitPacking.unpack(packed, 10, 13), "bit " + bit);
        }
    }

    @Test
    void impossibleSizes_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> BitPacking.packedBytes(1, 0));
        assertThrows(IllegalArgumentException.class, () -> BitPacking.packedBytes(1, 63));
        assertThrows(IllegalArgumentException.class, () -> BitPacking.packedBytes(-1, 8));
        assertThrows(ArithmeticException.class, () -> BitPacking.packedBytes(Integer.MAX_VALUE, 62));
    }
}
