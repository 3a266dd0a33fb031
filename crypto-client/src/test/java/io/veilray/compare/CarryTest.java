package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ot.DealtPads;
import io.veilray.share.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The carry of low bits as shared numbers, and what it is for: truncation that is exact. */
class CarryTest {
    private static long[] run(CarryShape shape, long[] client, long[] server, long[] output, long seed)
            throws MalformedMessageException {
        DealtPads[] ends = DealtPads.pair(seed);
        ServerRun right = (ServerRun) shape.server(ends[1].receiving(), ends[1].sending());
        assertEquals(shape.serverStoredBytes(), right.heldBytes());
        try (ClientRun made = (ClientRun) shape.client(client, output, ends[0].receiving(), ends[0].sending())) {
            made.accept(right.accept(made.corrections()));
            ByteBuffer stored = ByteBuffer.allocate((int) shape.clientStoredBytes());
            made.write(stored);
            assertEquals(0, stored.remaining());
            ClientRun left = (ClientRun) shape.readClient(stored.flip());
            byte[] answer = left.answer(right.begin(server));
            for (int flight = 2; flight < shape.flights(); flight += 2) {
                answer = left.answer(right.answer(answer));
            }
            long[] result = right.finish(answer);
            assertTrue(left.wiped() && right.wiped() && made.wiped());
            assertThrows(IllegalStateException.class, () -> left.answer(new byte[shape.flightBytes(0)]));
            assertEquals(shape.clientReceives(), ends[1].takenAsSender());
            assertEquals(shape.serverReceives(), ends[1].takenAsReceiver());
            return result;
        }
    }

    private static void requireRight(CarryShape shape, long[] client, long[] server, long seed)
            throws MalformedMessageException {
        long[] output = ReluRun.uniform(new SplittableRandom(seed), shape.count(), shape.outBits());
        long[] result = run(shape, client, server, output, seed);
        for (int i = 0; i < result.length; i++) {
            assertEquals(
                    client[i] + server[i] >>> shape.bits(),
                    output[i] + result[i] & Bits.ones(shape.outBits()),
                    shape + ", seed " + seed + ", " + client[i] + " and " + server[i]);
        }
    }

    @Test
    void everyPair_ofFewBits() throws MalformedMessageException {
        for (int bits = 1; bits <= 7; bits++) {
            int ring = 1 << bits;
            long[] client = new long[ring * ring];
            long[] server = new long[ring * ring];
            for (int i = 0; i < client.length; i++) {
                client[i] = i % ring;
                server[i] = i / ring;
            }
            for (int outBits : new int[] {1, 2, 25, 62}) {
                requireRight(new CarryShape(client.length, bits, outBits), client, server, bits + 100L * outBits);
            }
        }
    }

    @Test
    void uniformNumbers_ofEveryNumberOfBits() throws MalformedMessageException {
        SplittableRandom random = new SplittableRandom(13);
        for (int bits = 1; bits <= 40; bits++) {
            for (int count : new int[] {1, 77, Pads.BLOCK + 65}) {
                CarryShape shape = new CarryShape(count, bits, 25 + bits % 20);
                long[] client = ReluRun.uniform(random, count, bits);
                long[] server = ReluRun.uniform(random, count, bits);
                client[0] = Bits.ones(bits);
                server[0] = 1;
                requireRight(shape, client, server, random.nextInt());
            }
        }
    }

    /**
     * x = c + d modulo 2^37 and g = 12: c = 2^g c1 + c0, d likewise, so x = 2^g (c1 + d1 + carry) + what is left of the low
     * bits, and floor(x / 2^g) modulo 2^25 is c1 + d1 + carry. Not nearly, as without the carry, but always.
     */
    @Test
    void truncation_isExactWithTheCarry() throws MalformedMessageException {
        int ring = 37;
        int dropped = 12;
        CarryShape shape = new CarryShape(5000, dropped, ring - dropped);
        SplittableRandom random = new SplittableRandom(14);
        long[] values = random.longs(shape.count())
                .map(x -> Signs.signed(x & Bits.ones(ring), ring))
                .toArray();
        long[] client = ReluRun.uniform(random, shape.count(), ring);
        long[] server = new long[shape.count()];
        Arrays.setAll(server, i -> values[i] - client[i] & Bits.ones(ring));
        long[] output = ReluRun.uniform(random, shape.count(), ring - dropped);
        long[] carry = run(shape, low(client, dropped), low(server, dropped), output, 15);
        long[] truncated = new long[shape.count()];
        Arrays.setAll(
                truncated,
                i -> Signs.signed(
                        (client[i] >>> dropped) + output[i] + (server[i] >>> dropped) + carry[i], ring - dropped));
        assertArrayEquals(
                Arrays.stream(values).map(x -> Math.floorDiv(x, 1L << dropped)).toArray(), truncated);
    }

    private static long[] low(long[] shares, int bits) {
        return Arrays.stream(shares).map(share -> share & Bits.ones(bits)).toArray();
    }

    /**
     * By hand, 12 bits to 25: four digits of three bits, tables 8 + 3 * 16; seven digit wires up; level 1 has 2 + 1 wires,
     * level 2 one, said by both. Transfers 12, and one each way for each of three nodes, and one for the bit.
     */
    @Test
    void carryOf12Bits_costsWhatOneCountsByHand() {
        assertEquals(
                new ComparisonCost(4, 12 + 3, 3 + 1, 12 + 25, 7 + 4 + 25, 56 + 4), new CarryShape(1, 12, 25).cost());
    }

    @Test
    void shapesOutsideTheBounds_areRefused() {
        for (int[] bad : new int[][] {{0, 12, 25}, {1, 0, 25}, {1, 41, 41}, {1, 12, 0}, {1, 12, 63}}) {
            assertThrows(IllegalArgumentException.class, () -> new CarryShape(bad[0], bad[1], bad[2]));
        }
    }
}
