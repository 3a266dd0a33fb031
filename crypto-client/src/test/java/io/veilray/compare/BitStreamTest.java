package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.veilray.share.MalformedMessageException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BitStreamTest {
    @Test
    void numbersOfAnyWidths_comeBack() {
        SplittableRandom random = new SplittableRandom(2);
        for (int run = 0; run < 500; run++) {
            int[] widths = random.ints(random.nextInt(0, 60), 0, 64).toArray();
            long[] values = new long[widths.length];
            int bits = 0;
            for (int i = 0; i < widths.length; i++) {
                values[i] = random.nextLong() & (1L << widths[i]) - 1;
                bits += widths[i];
            }
            BitWriter out = new BitWriter((bits + 7) / 8);
            for (int i = 0; i < widths.length; i++) {
                out.put(values[i], widths[i]);
            }
            BitReader in = new BitReader(out.finish());
            for (int i = 0; i < widths.length; i++) {
                assertEquals(values[i], in.take(widths[i]), "run " + run + ", number " + i);
            }
        }
    }

    /** 5, 3, 1 in 3, 2 and 4 bits are 0001 11 101, the first being lowest: 0x3d, then one bit that is 0. */
    @Test
    void layout_isLowestBitFirst() {
        BitWriter out = new BitWriter(2);
        out.put(5, 3);
        out.put(3, 2);
        out.put(1, 4);
        assertArrayEquals(new byte[] {0x3d, 0}, out.finish());
    }

    @Test
    void lessThanAnnounced_isRefused() {
        BitWriter out = new BitWriter(2);
        out.put(1, 8);
        assertThrows(IllegalStateException.class, out::finish);
    }

    @Test
    void message_mustHaveItsLengthAndZerosAtTheEnd() throws MalformedMessageException {
        assertEquals(7, BitReader.ofMessage("numbers", new byte[] {7, 0}, 3, 5).take(5));
        BitReader.ofMessage("numbers", new byte[] {0, 0x7f}, 3, 5);
        BitReader.ofMessage("numbers", new byte[] {0, -1}, 4, 4);
        assertThrows(MalformedMessageException.class, () -> BitReader.ofMessage("numbers", new byte[] {0, -128}, 3, 5));
        assertThrows(MalformedMessageException.class, () -> BitReader.ofMessage("numbers", new byte[3], 3, 5));
        assertThrows(MalformedMessageException.class, () -> BitReader.ofMessage("numbers", new byte[1], 3, 5));
    }
}
