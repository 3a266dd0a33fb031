package io.veilray.ot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** If the two sides read different rows, every transfer is wrong: rows are held against the definition. */
class LocalCodeTest {
    private static final int SECRETS = 124_000;
    private static final int ROWS = 4096;
    private final SplittableRandom random = new SplittableRandom(83);
    private final long seedLow = random.nextLong();
    private final long seedHigh = random.nextLong();
    private final LocalCode code = new LocalCode();

    /** Ten numbers of 32 bits a row of AES in counter mode, each scaled to the table. */
    private int[][] rowsByDefinition() throws Exception {
        byte[] key = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(seedLow)
                .putLong(seedHigh)
                .array();
        Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
        ByteBuffer stream = ByteBuffer.wrap(aes.doFinal(new byte[40 * ROWS])).order(ByteOrder.LITTLE_ENDIAN);
        int[][] rows = new int[ROWS][LocalCode.LOCALITY];
        for (int[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (int) (Integer.toUnsignedLong(stream.getInt()) * SECRETS >>> 32);
            }
        }
        return rows;
    }

    @Test
    void sums_areThoseOfTheDefinition_whereverReadingBegins() throws Exception {
        long[] table = random.longs(2L * SECRETS).toArray();
        int[][] rows = rowsByDefinition();
        for (int first : new int[] {0, 64, 2048}) {
            int count = ROWS - first;
            long[] out = random.longs(2L * count).toArray();
            long[] expected = out.clone();
            for (int i = 0; i < count; i++) {
                for (int entry : rows[first + i]) {
                    expected[2 * i] ^= table[2 * entry];
                    expected[2 * i + 1] ^= table[2 * entry + 1];
                }
            }
            code.add(seedLow, seedHigh, first, count, table, out);
            assertArrayEquals(expected, out, "from row " + first);
        }
    }

    /**
     * 40,960 entries in 16 parts of the table: 2,560 a part, deviation sqrt(2,560 x 15 / 16) = 49; 300 is six of them.
     */
    @Test
    void entries_areSpreadEvenly() throws Exception {
        int[] parts = new int[16];
        for (int[] row : rowsByDefinition()) {
            for (int entry : row) {
                assertTrue(entry >= 0 && entry < SECRETS);
                parts[(int) (16L * entry / SECRETS)]++;
            }
        }
        for (int part : parts) {
            assertEquals(2560, part, 300);
        }
    }
}
