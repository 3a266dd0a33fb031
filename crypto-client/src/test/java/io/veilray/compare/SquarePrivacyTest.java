package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ot.PadReceiver;
import io.veilray.ot.PadSender;
import io.veilray.share.MalformedMessageException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What each side sees could have been made up without the other side's numbers. The simulators draw their messages
 * uniformly (the last one: from the server's own result); the tests then show, for several inputs of the other side, pads
 * that this side has not seen and under which the real other side sends exactly these messages. As every message bit is
 * matched by one unseen pad bit, each input of the other side explains a view in equally many ways.
 */
class SquarePrivacyTest {
    private static final int COUNT = 300;

    private static byte[] anyMessage(SplittableRandom random, int count, int bits) {
        BitWriter out = new BitWriter(BitWriter.bytes(count, bits));
        for (int i = 0; i < count * bits; i++) {
            out.put(random.nextInt(2), 1);
        }
        return out.finish();
    }

    /** Pads of transfers in which the receiver's choice and pad are known and the other one is to be fixed. */
    private static final class Unseen {
        final long[] choices;
        final long[] pads;
        final long[][] both = new long[2][];

        Unseen(int count, SplittableRandom random) {
            choices = random.ints(count, 0, 2).asLongStream().toArray();
            pads = random.longs(2L * count).toArray();
            both[0] = random.longs(2L * count).toArray();
            both[1] = random.longs(2L * count).toArray();
        }

        PadReceiver receiver() {
            int[] at = {0};
            return (count, words, out) -> {
                System.arraycopy(pads, 2 * at[0], out, 0, 2 * count);
                Arrays.fill(words, 0, (count + 63) / 64, 0);
                for (int i = 0; i < count; i++) {
                    words[i / 64] |= choices[at[0] + i] << i;
                }
                at[0] += count;
            };
        }

        PadSender sender() {
            int[] at = {0};
            return (count, zeros, ones) -> {
                System.arraycopy(both[0], 2 * at[0], zeros, 0, 2 * count);
                System.arraycopy(both[1], 2 * at[0], ones, 0, 2 * count);
                at[0] += count;
            };
        }

        /** The sender's pads where the receiver's choices are these. */
        void choose(int i, long choice, long chosen, long other) {
            choices[i] = choice;
            pads[2 * i] = chosen;
            both[(int) choice][2 * i] = chosen;
            both[1 - (int) choice][2 * i] = other;
        }
    }

    @Test
    void clientView_isExplainedByEveryShareOfTheServer() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        for (int[] widths : new int[][] {{25, 37, 12}, {4, 6, 0}, {9, 20, 10}, {31, 40, 22}}) {
            SquareShape shape = new SquareShape(COUNT, widths[0], widths[1], widths[2]);
            int firstBits = shape.sigmaBits() + shape.omegaBits() + 1;
            // The client's view: its shares, its ends of the transfers, and two messages that the simulator draws.
            long[] input = random.longs(COUNT, 0, 1L << shape.bits()).toArray();
            Unseen toClient = new Unseen(COUNT * shape.bits(), random);
            Unseen toServer = new Unseen(COUNT, random);
            byte[] corrections = anyMessage(random, COUNT, shape.serverCorrectionBits());
            byte[] first = anyMessage(random, COUNT, firstBits);
            SquareClient client =
                    new SquareClient(shape, input, new long[COUNT], toClient.receiver(), toServer.sender());
            byte[] fromClient = client.corrections();
            for (long share : new long[] {0, 1L << shape.bits() - 1, random.nextLong(1L << shape.bits())}) {
                explain(shape, input, share, corrections, first, toClient, toServer);
                SquareServer server = new SquareServer(shape, toServer.receiver(), toClient.sender());
                assertArrayEquals(corrections, server.accept(fromClient), "corrections");
                long[] shares = new long[COUNT];
                Arrays.fill(shares, share);
                assertArrayEquals(first, server.begin(shares), "first message");
            }
        }
    }

    /** Fixes what the client has not seen: rho, and the pads that it has not chosen. */
    private static void explain(
            SquareShape shape,
            long[] input,
            long share,
            byte[] corrections,
            byte[] first,
            Unseen toClient,
            Unseen toServer) {
        int bits = shape.bits();
        long edge = (1L << bits - 2) - 1;
        long raised = share + edge << 64 - bits >> 64 - bits;
        long sign = raised < 0 ? 1 : 0;
        long b = raised - edge;
        BitReader sent = new BitReader(first);
        BitReader corrected = new BitReader(corrections);
        for (int i = 0; i < COUNT; i++) {
            long sigma = sent.take(shape.sigmaBits()) - b;
            long omega = sent.take(shape.omegaBits()) - (2 * sign - 1) * b;
            for (int bit = 0; bit < bits; bit++) {
                int at = i * bits + bit;
                // Of the pads of value 0 and 1 the second less the first: sigma and omega by definition, else
                // sigma less the correction.
                long difference =
                        bit == 0 ? sigma : bit == bits - 1 ? omega : sigma - corrected.take(shape.sigmaBits() - bit);
                long seen = toClient.pads[2 * at];
                boolean set = (input[i] >>> bit & 1) == 1;
                toClient.choose(at, toClient.choices[at], seen, set ? seen - difference : seen + difference);
            }
            toServer.choices[i] = sign ^ sent.take(1);
            toServer.pads[2 * i] = toServer.both[(int) toServer.choices[i]][2 * i];
        }
    }

    @Test
    void serverView_isExplainedByEveryShareOfTheClient() throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        for (int[] widths : new int[][] {{25, 37, 12}, {4, 6, 0}, {9, 20, 10}, {31, 40, 22}}) {
            SquareShape shape = new SquareShape(COUNT, widths[0], widths[1], widths[2]);
            int bits = shape.bits();
            // The server's view: its shares, its ends of the transfers, the client's corrections as drawn by the
            // simulator.
            long[] shares = random.longs(COUNT, 0, 1L << bits).toArray();
            Unseen toClient = new Unseen(COUNT * bits, random);
            Unseen toServer = new Unseen(COUNT, random);
            byte[] corrections = anyMessage(random, COUNT, bits + shape.signBits());
            SquareServer server = new SquareServer(shape, toServer.receiver(), toClient.sender());
            byte[] fromServer = server.accept(corrections);
            byte[] first = server.begin(shares);
            // The last message is what the result, any uniform shares, says it is.
            byte[] last = anyMessage(random, COUNT, shape.outBits());
            long[] results = server.finish(last);
            for (long y : new long[] {0, 1L << bits - 2, -(1L << bits - 2), 3}) {
                long[] input = new long[COUNT];
                Arrays.setAll(input, i -> y - shares[i] & (1L << bits) - 1);
                explain(shape, input, corrections, toClient, toServer);
                byte[] unmasked =
                        answer(shape, input, new long[COUNT], toClient, toServer, corrections, fromServer, first);
                long[] wanted = differences(shape, unmasked, last);
                assertArrayEquals(
                        last,
                        answer(shape, input, wanted, toClient, toServer, corrections, fromServer, first),
                        "last message");
                for (int i = 0; i < COUNT; i++) {
                    long z = results[i] + wanted[i] & (1L << shape.outBits()) - 1;
                    long floor = y * y >> shape.fractionBits();
                    assertTrue(z == floor || z == floor + 1, y + " became " + z);
                }
            }
        }
    }

    /** The client's wanted shares: what its message would be without them, less what it is. */
    private static long[] differences(SquareShape shape, byte[] unmasked, byte[] last) {
        BitReader a = new BitReader(unmasked);
        BitReader b = new BitReader(last);
        long[] out = new long[COUNT];
        Arrays.setAll(out, i -> a.take(shape.outBits()) - b.take(shape.outBits()) & (1L << shape.outBits()) - 1);
        return out;
    }

    /** Fixes what the server has not seen: the client's choices, and the pad that the server has not chosen. */
    private static void explain(SquareShape shape, long[] input, byte[] corrections, Unseen toClient, Unseen toServer) {
        int bits = shape.bits();
        BitReader sent = new BitReader(corrections);
        for (int i = 0; i < COUNT; i++) {
            long choices = sent.take(bits) ^ input[i];
            for (int bit = 0; bit < bits; bit++) {
                int at = i * bits + bit;
                long choice = choices >>> bit & 1;
                toClient.choices[at] = choice;
                toClient.pads[2 * at] = toClient.both[(int) choice][2 * at];
            }
            long low = (1L << bits - 1) - 1;
            long v = input[i] > low ? input[i] & low : 0;
            // Pad of 0 less pad of 1.
            long difference = sent.take(shape.signBits()) - v;
            long seen = toServer.pads[2 * i];
            long rho = toServer.choices[i];
            toServer.choose(i, rho, seen, rho == 0 ? seen - difference : seen + difference);
        }
    }

    private static byte[] answer(
            SquareShape shape,
            long[] input,
            long[] wanted,
            Unseen toClient,
            Unseen toServer,
            byte[] corrections,
            byte[] fromServer,
            byte[] first)
            throws MalformedMessageException {
        SquareClient client = new SquareClient(shape, input, wanted, toClient.receiver(), toServer.sender());
        assertArrayEquals(corrections, client.corrections(), "corrections");
        client.accept(fromServer);
        return client.answer(first);
    }

    /** Every bit of every message, and every pair of bits that follow each other, for inputs that are all alike. */
    @Test
    void messages_areUniformForConstantInputs() throws Exception {
        int count = 1 << 14;
        SquareShape shape = new SquareShape(count, 9, 12, 6);
        for (long y : new long[] {0, 128, -128}) {
            for (long share : new long[] {0, 256, 511}) {
                long[] client = new long[count];
                Arrays.fill(client, share);
                long[] server = new long[count];
                Arrays.fill(server, y - share & 511);
                SquareRun run = new SquareRun(shape, client, server, y + share + 1000);
                requireUniform(run.clientCorrections, count, 9 + shape.signBits());
                requireUniform(run.serverCorrections, count, shape.serverCorrectionBits());
                requireUniform(run.first, count, shape.sigmaBits() + shape.omegaBits() + 1);
                requireUniform(run.last, count, shape.outBits());
            }
        }
    }

    /** Counts of a bit set, and of two neighbours equal, are within six deviations (deviation: half the root of the count). */
    private static void requireUniform(byte[] message, int count, int bits) {
        int[] ones = new int[bits];
        int[] equal = new int[bits];
        BitReader in = new BitReader(message);
        for (int i = 0; i < count; i++) {
            long before = 0;
            for (int j = 0; j < bits; j++) {
                long bit = in.take(1);
                ones[j] += (int) bit;
                equal[j] += (int) (bit ^ before ^ 1);
                before = bit;
            }
        }
        double allowed = 6 * Math.sqrt(count) / 2;
        for (int j = 0; j < bits; j++) {
            assertEquals(count / 2.0, ones[j], allowed, "bit " + j);
            assertEquals(count / 2.0, equal[j], allowed, "pair before bit " + j);
        }
    }
}
