package io.veilray.ot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BitMatrixTest {
    @Test
    void bits_changePlaces() {
        SplittableRandom random = new SplittableRandom(84);
        long[][] columns = new long[128][];
        for (int c = 0; c < 128; c++) {
            columns[c] = random.longs(3).toArray();
        }
        long[] blocks = BitMatrix.blocks(columns);
        for (int r = 0; r < 3 * 64; r++) {
            for (int c = 0; c < 128; c++) {
                assertEquals(columns[c][r / 64] >>> r & 1, blocks[2 * r + c / 64] >>> c & 1, r + ", " + c);
            }
        }
    }
}
