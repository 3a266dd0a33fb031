package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.ot.DealtPads;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Shares of y become shares of max(0, y): a comparison that errs once puts a wrong number into every later layer. */
class ReluTest {
    private static void requireRight(ReluShape shape, long[] client, long[] server, long seed) {
        long[] output = ReluRun.uniform(new SplittableRandom(seed), shape.count(), shape.outBits());
        ReluRun run = ReluRun.of(shape, client, server, output, seed);
        for (int i = 0; i < shape.count(); i++) {
            long got = output[i] + run.result()[i] & Bits.ones(shape.outBits());
            assertEquals(
                    ReluRun.relu(shape, client[i], server[i]),
                    got,
                    shape + ", seed " + seed + ", shares " + client[i] + " and " + server[i]);
            assertEquals(0, run.result()[i] >>> shape.outBits(), "in the ring");
        }
    }

    /** Every value with every share, several times over with other masks. */
    @Test
    void everyPairOfShares_ofFewBits() {
        for (int bits = 4; bits <= 7; bits++) {
            int ring = 1 << bits;
            long[] client = new long[ring * ring];
            long[] server = new long[ring * ring];
            for (int i = 0; i < client.length; i++) {
                client[i] = i % ring;
                server[i] = i / ring;
            }
            for (int outBits : new int[] {bits, bits + 1, bits + 3, bits + 30}) {
                for (int seed = 0; seed < 4; seed++) {
                    requireRight(new ReluShape(client.length, bits, outBits), client, server, seed);
                }
            }
        }
    }

    /** All numbers of bits, so all plans, and all extensions; runs that fill no word and more than one block. */
    @Test
    void uniformShares_ofEveryNumberOfBits() {
        SplittableRandom random = new SplittableRandom(8);
        for (int bits = 4; bits <= 41; bits++) {
            for (int outBits = bits; outBits <= Math.max(bits, Math.min(41, bits + 24)); outBits++) {
                for (int count : new int[] {1, 77}) {
                    requireRight(
                            new ReluShape(count, bits, outBits),
                            ReluRun.uniform(random, count, bits),
                            ReluRun.uniform(random, count, bits),
                            random.nextInt());
                }
            }
        }
    }

    @Test
    void longRuns_crossBlocks() {
        SplittableRandom random = new SplittableRandom(9);
        for (int count : new int[] {64, Pads.BLOCK - 1, Pads.BLOCK, Pads.BLOCK + 1, 2 * Pads.BLOCK + 65}) {
            for (int bits : new int[] {5, 18, 25, 32, 41}) {
                requireRight(
                        new ReluShape(count, bits, bits + count % 2 * 12),
                        ReluRun.uniform(random, count, bits),
                        ReluRun.uniform(random, count, bits),
                        count);
            }
        }
    }

    /** Where carries run through all digits, and the ends of the ring, for every number of bits. */
    @Test
    void edges() {
        for (int bits = 4; bits <= 41; bits++) {
            long half = 1L << bits - 1;
            List<Long> values = List.of(0L, 1L, -1L, -2L, half - 1, half - 2, -half, -half + 1, half / 2, -half / 2);
            List<Long> shares = List.of(0L, 1L, half - 1, half, half + 1, 2 * half - 1, half / 2, half + half / 2 - 1);
            long[] client = new long[values.size() * shares.size()];
            long[] server = new long[client.length];
            for (int i = 0; i < client.length; i++) {
                client[i] = shares.get(i % shares.size());
                server[i] = values.get(i / shares.size()) - client[i] & Bits.ones(bits);
            }
            requireRight(new ReluShape(client.length, bits, bits), client, server, bits);
            requireRight(new ReluShape(client.length, bits, bits + 7), client, server, bits);
        }
    }

    @Test
    void messagesAndTransfers_areAsDeclared() {
        SplittableRandom random = new SplittableRandom(10);
        for (int bits = 4; bits <= 41; bits++) {
            for (ReluShape shape : List.of(new ReluShape(130, bits, bits), new ReluShape(130, bits, bits + 11))) {
                long[] zeros = new long[130];
                ReluRun run = ReluRun.of(shape, zeros, zeros, zeros, random.nextInt());
                assertEquals(shape.clientCorrectionBytes(), run.fromClient().get(0).length);
                assertEquals(shape.serverCorrectionBytes(), run.fromServer().get(0).length);
                assertEquals(
                        2 + shape.flights(),
                        run.fromClient().size() + run.fromServer().size());
                for (int flight = 0; flight < shape.flights(); flight++) {
                    byte[] message = (flight % 2 == 0 ? run.fromServer() : run.fromClient()).get(1 + flight / 2);
                    assertEquals(shape.flightBytes(flight), message.length, shape + ", flight " + flight);
                }
                DealtPads client = run.ends()[0];
                DealtPads server = run.ends()[1];
                assertEquals(shape.clientReceives(), client.takenAsReceiver());
                assertEquals(shape.serverReceives(), client.takenAsSender());
                assertEquals(shape.clientReceives(), server.takenAsSender());
                assertEquals(shape.serverReceives(), server.takenAsReceiver());
            }
        }
    }
}
