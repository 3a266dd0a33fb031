package io.veilray.ot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Both ends of a stream from dealt correlated transfers: the smallest published set, extended again and again. */
class CorrelatedStreamTest {
    private static final LpnParameters SET = LpnParameters.FIRST;
    /** 699 bins less the 90 whose 23,040 outputs hold the 22,976 that the next extension needs. */
    private static final int AN_EXTENSION = (699 - 90) * 256;

    private final SplittableRandom random = new SplittableRandom(87);
    private final long[] delta = {random.nextLong() | 1, random.nextLong()};
    private final CorrelatedStream sender = new CorrelatedStream(SET, SET);
    private final CorrelatedStream receiver = new CorrelatedStream(SET, SET);

    private void begin() {
        long[] q = random.longs(2L * SET.needed()).toArray();
        long[] t = q.clone();
        for (int i = 0; i < SET.needed(); i++) {
            q[2 * i] &= ~1L;
            long choice = random.nextInt(2);
            t[2 * i] = q[2 * i] ^ choice * delta[0];
            t[2 * i + 1] = q[2 * i + 1] ^ choice * delta[1];
        }
        sender.begin(q, delta);
        receiver.begin(t, null);
    }

    private byte[] extend(int count) {
        byte[] message = new byte[sender.messageBytes(count)];
        assertEquals(message.length, receiver.messageBytes(count));
        sender.extend(count, message, 0);
        receiver.extended(count, message, 0);
        return message;
    }

    /** Checks so many transfers and returns how many choices are ones. */
    private int requireCorrelation(int count) {
        int chosen = 0;
        for (int done = 0; done < count; ) {
            int batch = sender.prepare(count - done);
            assertEquals(batch, receiver.prepare(count - done));
            for (int i = 0; i < batch; i++) {
                int q = sender.at() + 2 * i;
                long t = receiver.blocks()[q];
                assertEquals(0, sender.blocks()[q] & 1);
                assertEquals(sender.blocks()[q] ^ (t & 1) * delta[0], t);
                assertEquals(sender.blocks()[q + 1] ^ (t & 1) * delta[1], receiver.blocks()[receiver.at() + 2 * i + 1]);
                chosen += (int) (t & 1);
            }
            sender.advance(batch);
            receiver.advance(batch);
            done += batch;
        }
        return chosen;
    }

    /** Half of 1,091,328 choices, deviation 522; 3,100 is six of them. */
    @Test
    void everyTransfer_isCorrelated_overManyExtensions() {
        begin();
        int chosen = 0;
        for (int extensions : new int[] {1, 3, 1, 2}) {
            extend(extensions);
            assertEquals((long) extensions * AN_EXTENSION, sender.ready());
            chosen += requireCorrelation(extensions * AN_EXTENSION);
            assertEquals(0, receiver.ready());
        }
        assertEquals(7 * AN_EXTENSION, sender.position());
        assertEquals(7 * AN_EXTENSION / 2, chosen, 3100);
    }

    @Test
    void extending_betweenTakes_disturbsNothing() {
        begin();
        extend(1);
        requireCorrelation(1000);
        extend(1);
        requireCorrelation(AN_EXTENSION - 1000 + 77);
        extend(1);
        requireCorrelation(2 * AN_EXTENSION - 77);
    }

    /** One block a level and tree: the sum of one side of each level, so never the leaf that is to stay unknown. */
    @Test
    void message_hasOneBlockForEachLevelOfEachTree() {
        begin();
        assertEquals(32 + 16 * 8 * 699, extend(1).length);
        assertEquals(2 * (32 + 16 * 8 * 699), extend(2).length);
    }

    /** Nothing of 16 bytes in a message is Delta or a block that was handed out. */
    @Test
    void message_holdsNeitherDeltaNorBlocks() {
        begin();
        long[] words = new long[sender.messageBytes(1) / 8];
        Blocks.read(extend(1), 0, words, 0, words.length);
        Arrays.sort(words);
        assertFalse(Arrays.binarySearch(words, delta[0]) >= 0 || Arrays.binarySearch(words, delta[1]) >= 0);
        for (int done = 0; done < AN_EXTENSION; ) {
            int batch = sender.prepare(AN_EXTENSION - done);
            for (int i = 0; i < 2 * batch; i++) {
                assertFalse(Arrays.binarySearch(words, sender.blocks()[sender.at() + i]) >= 0);
            }
            sender.advance(batch);
            done += batch;
        }
    }

    @Test
    void blocks_areWipedWhenTaken() {
        begin();
        extend(1);
        int batch = sender.prepare(100);
        sender.advance(batch);
        assertArrayEquals(new long[200], Arrays.copyOf(sender.blocks(), 200));
    }

    @Test
    void moreThanReady_isRefused() {
        begin();
        extend(1);
        sender.requireReady(AN_EXTENSION);
        assertThrows(IllegalStateException.class, () -> sender.requireReady(AN_EXTENSION + 1));
        assertThrows(IllegalStateException.class, () -> sender.requireReady(-1));
    }

    @Test
    void extensionsFor_roundsUp() {
        begin();
        assertEquals(0, sender.extensionsFor(0));
        assertEquals(1, sender.extensionsFor(1));
        assertEquals(1, sender.extensionsFor(AN_EXTENSION));
        assertEquals(2, sender.extensionsFor(AN_EXTENSION + 1));
        extend(1);
        assertEquals(0, sender.extensionsFor(AN_EXTENSION));
        assertEquals(1, sender.extensionsFor(AN_EXTENSION + 1));
    }

    /** Zero pads H(i, q), one pads H(i, q xor Delta), the receiver's that of its choice; i counts from the stream's start. */
    @Test
    void pads_areTheHashes() throws Exception {
        begin();
        byte[] message = extend(1);
        int count = 300;
        requireCorrelation(1000);
        sender.prepare(count);
        // the 1,000th transfer is in the fourth bin after the 90 that are kept
        long[] key = {(long) Blocks.WORD.get(message, 16) + 93, (long) Blocks.WORD.get(message, 24)};
        long[] q = Arrays.copyOfRange(sender.blocks(), sender.at(), sender.at() + 2 * 24);
        long[] zeros = new long[2 * count];
        long[] ones = new long[2 * count];
        try (Pads pads = new Pads(sender)) {
            pads.both(count, zeros, ones);
        }
        for (int i = 0; i < 24; i++) {
            long low = q[2 * i];
            long high = q[2 * i + 1];
            assertArrayEquals(
                    SlowHash.hash(key, low, high, BlockHash.PAD, 1000 + i),
                    Arrays.copyOfRange(zeros, 2 * i, 2 * i + 2));
            assertArrayEquals(
                    SlowHash.hash(key, low ^ delta[0], high ^ delta[1], BlockHash.PAD, 1000 + i),
                    Arrays.copyOfRange(ones, 2 * i, 2 * i + 2));
        }
    }

    @Test
    void tooLittleRoom_takesNothing() {
        begin();
        extend(1);
        try (Pads pads = new Pads(sender)) {
            assertThrows(IllegalArgumentException.class, () -> pads.both(2, new long[4], new long[3]));
            assertThrows(IllegalArgumentException.class, () -> pads.chosen(65, new long[1], new long[130]));
        }
        assertEquals(0, sender.position());
    }
}
