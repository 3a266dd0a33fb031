package io.veilray.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.share.MalformedMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the comparison must hide: given all that one party holds (its input, its part of the transfers, for the client its
 * output), the messages it receives are uniform bits, whatever the other party's input. A simulator without that input can
 * draw the same. Bits are jointly uniform if and only if every sum modulo 2 of some of them is fair (Vazirani's xor lemma);
 * all sums of one, two and three neighbouring blocks' bits that can be counted are, and many random ones.
 */
class SimulationTest {
    private static final int COUNT = 1 << 15;
    /** In standard deviations. Some 10^5 sums are counted: one beyond 6 comes by chance once in 5 * 10^3 test runs. */
    private static final double BOUND = 6;

    /** A gadget with its plain meaning. */
    private record Gadget(
            String name,
            RunShape shape,
            Supplier<ClientEnding> clientEnding,
            Supplier<ServerEnding> serverEnding,
            LongBinaryOperator meaning) {

        static Gadget relu(int bits, int outBits) {
            ReluShape shape = new ReluShape(COUNT, bits, outBits);
            return new Gadget(
                    shape.toString(),
                    shape.run(),
                    () -> new ClientMultiplexer(shape),
                    () -> new ServerMultiplexer(shape),
                    (client, server) -> ReluRun.relu(shape, client, server));
        }

        static Gadget carry(int bits, int outBits) {
            CarryShape shape = new CarryShape(COUNT, bits, outBits);
            return new Gadget(
                    shape.toString(),
                    shape.run(),
                    () -> new ClientBitShare(shape.run()),
                    () -> new ServerBitShare(shape.run()),
                    (client, server) -> client + server >>> bits);
        }
    }

    private static final List<Gadget> GADGETS = List.of(
            Gadget.relu(4, 4), // one digit
            Gadget.relu(5, 7),
            Gadget.relu(8, 10), // a node of two
            Gadget.relu(9, 10), // a node of three
            Gadget.relu(15, 16), // two levels, one passed on
            Gadget.relu(18, 18),
            Gadget.carry(3, 5),
            Gadget.carry(8, 6),
            Gadget.carry(12, 9));

    private record Seen(RunShape shape, List<byte[]> fromClient, List<byte[]> fromServer) {
        List<long[]> byClient() throws MalformedMessageException {
            return View.ofClient(shape, fromServer);
        }

        List<long[]> byServer() throws MalformedMessageException {
            return View.ofServer(shape, fromClient);
        }
    }

    private static Seen run(Gadget gadget, boolean clientKnown, long client, long server, boolean freshOutput)
            throws MalformedMessageException {
        RunShape shape = gadget.shape();
        HalfKnownTransfers transfers = new HalfKnownTransfers(shape, clientKnown, 5 + client + server);
        long[] left = new long[COUNT];
        Arrays.fill(left, client);
        long[] right = new long[COUNT];
        Arrays.fill(right, server);
        long[] output =
                freshOutput ? ReluRun.uniform(new SplittableRandom(11), COUNT, shape.outBits()) : new long[COUNT];
        Seen seen = new Seen(shape, new ArrayList<>(), new ArrayList<>());
        try (ClientRun a = new ClientRun(
                        shape,
                        gadget.clientEnding().get(),
                        left,
                        output,
                        transfers.clientReceiving(),
                        transfers.clientSending());
                ServerRun b = new ServerRun(
                        shape, gadget.serverEnding().get(), transfers.serverReceiving(), transfers.serverSending())) {
            long[] result = exchange(a, b, right, seen);
            for (int i = 0; i < result.length; i++) {
                long sum = result[i] + output[i] & Bits.ones(shape.outBits());
                assertEquals(gadget.meaning().applyAsLong(client, server), sum);
            }
        }
        return seen;
    }

    private static long[] exchange(ClientRun client, ServerRun server, long[] input, Seen seen)
            throws MalformedMessageException {
        seen.fromClient().add(client.corrections());
        seen.fromServer().add(server.accept(seen.fromClient().get(0)));
        client.accept(seen.fromServer().get(0));
        byte[] said = server.begin(input);
        for (int flight = 1; ; flight += 2) {
            seen.fromServer().add(said);
            byte[] answer = client.answer(said);
            seen.fromClient().add(answer);
            if (flight == seen.shape().flights() - 1) {
                return server.finish(answer);
            }
            said = server.answer(answer);
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

    private static long[] inputs(RunShape shape) {
        long half = 1L << shape.inputBits() - 1;
        return new long[] {0, 3, half - 1, half, 2 * half - 2};
    }

    @Test
    void whatTheClientSees_isUniformWhateverTheServersInput() throws MalformedMessageException {
        for (Gadget gadget : GADGETS) {
            for (long server : inputs(gadget.shape())) {
                double worst = worst(run(gadget, true, 5, server, false).byClient());
                assertTrue(worst < BOUND, gadget.name() + " with server's share " + server + ": " + worst);
            }
        }
    }

    @Test
    void whatTheServerSees_isUniformWhateverTheClientsInput() throws MalformedMessageException {
        for (Gadget gadget : GADGETS) {
            for (long client : inputs(gadget.shape())) {
                double worst = worst(run(gadget, false, client, 6, true).byServer());
                assertTrue(worst < BOUND, gadget.name() + " with client's share " + client + ": " + worst);
            }
        }
    }

    /** The bits seen are all that is sent: nothing escapes the tests above. */
    @Test
    void viewsAreComplete() throws MalformedMessageException {
        for (Gadget gadget : GADGETS) {
            Seen seen = run(gadget, true, 1, 2, true);
            ComparisonCost cost = gadget.shape().cost();
            int bits = seen.byClient().size() + seen.byServer().size();
            assertEquals(cost.offlineBits() + cost.onlineBits(), bits);
            long sent = Stream.concat(seen.fromClient().stream(), seen.fromServer().stream())
                    .mapToLong(message -> message.length)
                    .sum();
            assertEquals(bits * (long) COUNT, 8 * sent);
        }
    }

    /** That the count notices: a client whose wanted shares are not uniform is seen at once. */
    @Test
    void aMaskThatIsNotUniform_isNoticed() throws MalformedMessageException {
        for (Gadget gadget : GADGETS) {
            assertTrue(worst(run(gadget, false, 5, 6, false).byServer()) > 20 * BOUND, gadget.name());
        }
    }
}
