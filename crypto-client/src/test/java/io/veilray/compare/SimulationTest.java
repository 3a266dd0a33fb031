package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.share.MalformedMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What the comparison must hide: given all that one party holds (its input, its part of the transfers, for the client its
 * output), the messages it receives are uniform bits, whatever the other party's input. A simulator without that input can
 * draw the same. Bits are jointly uniform if and only if every sum modulo 2 of some of them is fair (Vazirani's xor lemma);
 * all sums of one, two and three neighbouring blocks' bits that can be counted are, and many random ones.
 */
class SimulationTest {
    private static final int COUNT = 1 << 16;
    /** In standard deviations. Some 10^5 sums are counted: one beyond 6 comes by chance once in 5 * 10^3 test runs. */
    private static final double BOUND = 6;

    private static final List<ReluShape> SHAPES = List.of(
            new ReluShape(COUNT, 4, 4), // one digit
            new ReluShape(COUNT, 5, 7),
            new ReluShape(COUNT, 8, 10), // a node of two
            new ReluShape(COUNT, 9, 10), // a node of three
            new ReluShape(COUNT, 15, 16), // two levels, one passed on
            new ReluShape(COUNT, 18, 18));

    private static ReluRun run(ReluShape shape, boolean clientKnown, long client, long server, boolean freshOutput) {
        HalfKnownTransfers transfers = new HalfKnownTransfers(shape, clientKnown, 5 + client + server);
        long[] left = new long[shape.count()];
        Arrays.fill(left, client);
        long[] right = new long[shape.count()];
        Arrays.fill(right, server);
        long[] output = new long[shape.count()];
        if (freshOutput) {
            output = ReluRun.uniform(new SplittableRandom(11), shape.count(), shape.outBits());
        }
        List<byte[]> fromClient = new ArrayList<>();
        List<byte[]> fromServer = new ArrayList<>();
        try (ReluClient a =
                        new ReluClient(shape, left, output, transfers.clientReceiving(), transfers.clientSending());
                ReluServer b = new ReluServer(shape, transfers.serverReceiving(), transfers.serverSending())) {
            ReluRun.prepare(a, b, fromClient, fromServer);
            long[] result = ReluRun.online(shape, a, b, right, fromClient, fromServer);
            for (int i = 0; i < result.length; i++) {
                assertEquals(ReluRun.relu(shape, client, server), result[i] + output[i] & Bits.ones(shape.outBits()));
            }
            return new ReluRun(shape, fromClient, fromServer, result, null);
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    /** The largest deviation of a sum from fair, in standard deviations. */
    private static double worst(List<long[]> planes) {
        double worst = 0;
        int n = planes.size();
        for (int a = 0; a < n; a++) {
            worst = Math.max(worst, deviation(planes, a));
            for (int b = a + 1; b < n; b++) {
                worst = Math.max(worst, deviation(planes, a, b));
                for (int c = b + 1; c < Math.min(n, b + 12); c++) {
                    worst = Math.max(worst, deviation(planes, a, b, c));
                }
            }
        }
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 2000; i++) {
            int[] some = random.ints(random.nextInt(2, 2 + n), 0, n).distinct().toArray();
            worst = Math.max(worst, deviation(planes, some));
        }
        return worst;
    }

    private static double deviation(List<long[]> planes, int... chosen) {
        int ones = 0;
        int words = planes.get(0).length;
        for (int i = 0; i < words; i++) {
            long sum = 0;
            for (int plane : chosen) {
                sum ^= planes.get(plane)[i];
            }
            ones += Long.bitCount(sum);
        }
        double count = 64.0 * words;
        return Math.abs(ones - count / 2) / (Math.sqrt(count) / 2);
    }

    private static long[] inputs(ReluShape shape) {
        long half = 1L << shape.bits() - 1;
        return new long[] {0, 3, half - 1, half, 2 * half - 2};
    }

    @Test
    void whatTheClientSees_isUniformWhateverTheServersInput() throws MalformedMessageException {
        for (ReluShape shape : SHAPES) {
            for (long server : inputs(shape)) {
                double worst = worst(View.ofClient(run(shape, true, 5, server, false)));
                assertTrue(worst < BOUND, shape + " with server's share " + server + ": " + worst);
            }
        }
    }

    @Test
    void whatTheServerSees_isUniformWhateverTheClientsInput() throws MalformedMessageException {
        for (ReluShape shape : SHAPES) {
            for (long client : inputs(shape)) {
                double worst = worst(View.ofServer(run(shape, false, client, 6, true)));
                assertTrue(worst < BOUND, shape + " with client's share " + client + ": " + worst);
            }
        }
    }

    /** The bits seen are all that is sent: nothing escapes the tests above. */
    @Test
    void viewsAreComplete() throws MalformedMessageException {
        for (ReluShape shape : SHAPES) {
            ReluRun run = run(shape, true, 1, 2, true);
            ComparisonCost cost = shape.cost();
            int seen = View.ofClient(run).size() + View.ofServer(run).size();
            assertEquals(cost.offlineBits() + cost.onlineBits(), seen);
            long sent = run.fromClient().stream().mapToLong(m -> m.length).sum()
                    + run.fromServer().stream().mapToLong(m -> m.length).sum();
            assertEquals(seen * (long) COUNT, 8 * sent);
        }
    }

    /** That the count notices: a client whose wanted shares are not uniform is seen at once. */
    @Test
    void aMaskThatIsNotUniform_isNoticed() throws MalformedMessageException {
        for (ReluShape shape : SHAPES) {
            assertTrue(worst(View.ofServer(run(shape, false, 5, 6, false))) > 20 * BOUND, shape.toString());
        }
    }
}
