package io.veilray.ot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftSpokenTest {
    private final SplittableRandom random = new SplittableRandom(86);
    private final long[] delta = {random.nextLong() | 1, random.nextLong()};
    private final long[] zeros = random.longs(256).toArray();
    private final long[] ones = random.longs(256).toArray();

    /** Base transfers whose choices are the complement of Delta. */
    private long[] keys() {
        long[] keys = new long[256];
        for (int i = 0; i < 256; i++) {
            keys[i] = (delta[i / 128] >>> i / 2 & 1) == 1 ? zeros[i] : ones[i];
        }
        return keys;
    }

    /** Every transfer: t = q xor x Delta, x in bit 0. Of 5,000 choices 2,500 are ones, deviation 35; 210 is six of them. */
    @Test
    void blocks_differByDeltaWhereTheChoiceIsOne() {
        int count = 5000;
        byte[] message = new byte[SoftSpoken.messageBytes(count) + 3];
        long[] received = SoftSpoken.receive(zeros, ones, count, message, 3);
        long[] sent = SoftSpoken.send(keys(), delta, count, message, 3);
        int chosen = 0;
        for (int i = 0; i < count; i++) {
            long choice = received[2 * i] & 1;
            assertEquals(0, sent[2 * i] & 1, "transfer " + i);
            assertEquals(sent[2 * i] ^ (choice * delta[0]), received[2 * i], "transfer " + i);
            assertEquals(sent[2 * i + 1] ^ (choice * delta[1]), received[2 * i + 1], "transfer " + i);
            chosen += (int) choice;
        }
        assertEquals(2500, chosen, 210);
        assertEquals(2 * count, Arrays.stream(sent).distinct().count());
    }

    /** For k = 4: 32 trees of 4 levels and 2 blocks, and 31 columns of bits. */
    @Test
    void message_isAsShortAsThePaperSays() {
        assertEquals(32 * 4 * 32 + 31 * 8 * 361, SoftSpoken.messageBytes(23_104));
        assertEquals(23_104, LpnParameters.FIRST.needed() + 128);
    }

    @Test
    void wrongKey_givesOtherBlocks() {
        byte[] message = new byte[SoftSpoken.messageBytes(64)];
        long[] received = SoftSpoken.receive(zeros, ones, 64, message, 0);
        long[] keys = keys();
        keys[200] ^= 1;
        long[] sent = SoftSpoken.send(keys, delta, 64, message, 0);
        int wrong = 0;
        for (int i = 0; i < 64; i++) {
            long choice = received[2 * i] & 1;
            wrong += received[2 * i + 1] == (sent[2 * i + 1] ^ choice * delta[1]) ? 0 : 1;
        }
        assertNotEquals(0, wrong);
    }

    /**
     * What docs/protocol-strict.md says of a receiver that lies: nothing is checked, so a wrong bit in the correction of a piece
     * adds that piece of Delta to the sender's block of that row. Whoever adds the check turns this test over.
     */
    @Test
    void wrongCorrection_addsItsPieceOfDelta() {
        byte[] message = new byte[SoftSpoken.messageBytes(64)];
        SoftSpoken.receive(zeros, ones, 64, message, 0);
        long[] honest = SoftSpoken.send(keys(), delta, 64, message, 0);
        int row = 5;
        int piece = 20; // bits 80 to 83 of Delta, which are bits 16 to 19 of its high word
        message[32 * 128 + (piece - 1) * 8] ^= 1 << row;
        long[] sent = SoftSpoken.send(keys(), delta, 64, message, 0);
        honest[2 * row + 1] ^= delta[1] & 0xfL << 16;
        assertArrayEquals(honest, sent);
    }
}
