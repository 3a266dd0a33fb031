package io.veilray.dicom.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InverseDctTest {
    /** T.81 A.3.3, by its formula. */
    private static double exact(int[] coefficients, int x, int y) {
        double sum = 0;
        for (int v = 0; v < 8; v++) {
            for (int u = 0; u < 8; u++) {
                double scale = (u == 0 ? Math.sqrt(0.5) : 1) * (v == 0 ? Math.sqrt(0.5) : 1) / 4;
                double wave = Math.cos((2 * x + 1) * u * Math.PI / 16) * Math.cos((2 * y + 1) * v * Math.PI / 16);
                sum += scale * wave * coefficients[8 * v + u];
            }
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 12})
    void randomBlocks_areWithinOneOfTheFormula(int precision) {
        Random random = new Random(precision);
        int max = (1 << precision) - 1;
        for (int round = 0; round < 200; round++) {
            int[] block = new int[64];
            for (int i = 0; i < 64; i++) {
                block[i] = random.nextInt(3) == 0 ? random.nextInt(-max / 4, max / 4) : 0;
            }
            short[] samples = new short[64];
            new InverseDct(precision).transform(block.clone(), samples, 0, 8);
            for (int i = 0; i < 64; i++) {
                double wanted = Math.clamp(exact(block, i % 8, i / 8) + (1 << precision - 1), 0, max);
                assertEquals(wanted, samples[i], 1.0, "round " + round);
            }
        }
    }
}
