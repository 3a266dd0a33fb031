package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.compare.Gadget;
import io.veilray.compare.GadgetClient;
import io.veilray.compare.GadgetServer;
import io.veilray.compare.ReluShape;
import io.veilray.ot.DealtPads;
import io.veilray.share.BitPacking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The class alone: the right one, ties and edges of the range included, and nothing else. */
class ClassAnswerTest {
    private static final int[] CLASSES = {2, 3, 4, 5, 7, 8, 9};

    private static int largest(long[] logits) {
        return IntStream.range(0, logits.length)
                .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                .orElseThrow();
    }

    /** The class that comes out of shares of logits modulo 2^m, by the gadgets alone. */
    private static int compared(long[] logits, int m, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        ClassAnswer answer = new ClassAnswer(logits.length, m + ClassAnswer.placeBits(logits.length));
        long[] ours = random.longs(logits.length, 0, 1L << m).toArray();
        long[] theirs = IntStream.range(0, logits.length)
                .mapToLong(i -> logits[i] - ours[i] & (1L << m) - 1)
                .toArray();
        LayerWalk client = new LayerWalk(answer.tree(), answer.clientPlaced(ours), null, answer.bits());
        LayerWalk server = new LayerWalk(answer.tree(), answer.serverPlaced(theirs), null, answer.bits());
        for (Gadget gadget : answer.tree().gadgets()) {
            long[] wanted = random.longs(gadget.count(), 0, 1L << answer.bits()).toArray();
            server.take(run(gadget, client.input(), server.input(), wanted, random.nextLong()));
            client.take(wanted);
        }
        assertTrue(client.last() && server.last());
        return answer.winner(answer.place(client.input()[0]), answer.place(server.input()[0]));
    }

    private static long[] run(Gadget gadget, long[] ours, long[] theirs, long[] wanted, long pads) throws Exception {
        DealtPads[] ends = DealtPads.pair(pads);
        GadgetClient client = gadget.client(ours, wanted, ends[0].receiving(), ends[0].sending());
        GadgetServer server = gadget.server(ends[1].receiving(), ends[1].sending());
        client.accept(server.accept(client.corrections()));
        byte[] message = client.answer(server.begin(theirs));
        for (int flight = 2; flight < gadget.flights(); flight += 2) {
            message = client.answer(server.answer(message));
        }
        return server.finish(message);
    }

    /** The largest and the smallest of |y| < 2^(m-2), neighbours, all equal, two equal ones in every place. */
    @Test
    void edgesAndTies_giveTheFirstOfTheLargest() throws Exception {
        for (int n : CLASSES) {
            for (int m : new int[] {4, 12, 41 - ClassAnswer.placeBits(n)}) {
                long most = (1L << m - 2) - 1;
                List<long[]> cases = new ArrayList<>();
                for (long value : new long[] {most, -most, 0, -1}) {
                    long[] equal = new long[n];
                    Arrays.fill(equal, value);
                    cases.add(equal);
                }
                for (int first = 0; first < n; first++) {
                    int second = (first + 1) % n;
                    long[] tied = new long[n];
                    Arrays.fill(tied, -most);
                    tied[first] = most;
                    cases.add(tied.clone());
                    tied[second] = most;
                    cases.add(tied.clone());
                    tied[second] = most - 1;
                    cases.add(tied);
                }
                for (long[] logits : cases) {
                    assertEquals(largest(logits), compared(logits, m, n + m), Arrays.toString(logits));
                }
            }
        }
    }

    private record Answered(int winner, long clientShare, byte[] last, List<String> transcript) {}

    private static Answered infer(StrictRun run, long pads, long[] input) throws Exception {
        StrictRun.Ticket ticket = run.prepare(pads);
        byte[] stored = new byte[Math.toIntExact(ClientTicket.storedBytes(run.shape))];
        ticket.client().write(java.nio.ByteBuffer.wrap(stored));
        StrictShares ours = StrictShares.read(run.shape, java.nio.ByteBuffer.wrap(stored));
        long share = ours.answer[0];
        List<String> transcript = new ArrayList<>();
        byte[] last = {};
        try (StrictInference client = new ClientTicket(ours).converse(input);
                StrictServerInference server = new StrictServerInference(run.linearServer(), ticket.server())) {
            while (!client.finished()) {
                boolean up = client.speaks();
                byte[] message = up ? client.next() : server.next();
                transcript.add((up ? "C" : "S") + message.length);
                last = message.clone();
                (up ? server : client).accept(message);
            }
            assertEquals(0, client.logits().length);
            return new Answered(client.winner(), share, last, transcript);
        }
    }

    /**
     * The class is that of the logits that would have been told, of all bits and of so few that many are equal; and the last
     * message is what a simulator writes who knows the client's share and the class, nothing else.
     */
    @Test
    void randomNetworks_giveTheClassOfTheirLogits_andAMessageThatFollowsFromIt() throws Exception {
        int ties = 0;
        for (int n : new int[] {2, 3, 4, 5, 7}) {
            for (int seed = 0; seed < 18; seed++) {
                NonlinearMode mode = seed % 3 == 2 ? NonlinearMode.QUADRATIC : NonlinearMode.STRICT;
                NetworkShape shape =
                        StrictNetworks.classOnly(StrictNetworks.ofClasses(n, seed, mode), seed % 2 == 0 ? -1 : 0);
                StrictRun run = new StrictRun(shape, seed, 100 + seed);
                long[] input = run.input(seed);
                Answered answered = infer(run, seed, input);
                double[] logits = run.expected(input);
                String what = n + " classes, seed " + seed + ": " + Arrays.toString(logits);
                assertEquals(StrictRun.largest(logits), answered.winner(), what);
                double most = Arrays.stream(logits).max().orElseThrow();
                ties += Arrays.stream(logits).filter(logit -> logit == most).count() > 1 ? 1 : 0;
                int b = ClassAnswer.placeBits(n);
                long simulated = n - 1 - answered.winner() - answered.clientShare() & (1L << b) - 1;
                assertArrayEquals(BitPacking.pack(new long[] {simulated}, b), answered.last(), what);
            }
        }
        assertTrue(ties > 10, ties + " ties");
    }

    /** So the message is uniform as long as the class is not known; 6 standard deviations of 160 in quarters. */
    @Test
    void theClientsShare_isUniform_andTheTranscriptTheSame_whateverImageAndModel() throws Exception {
        NetworkShape shape = StrictNetworks.classOnly(StrictNetworks.ofClasses(3, 1, NonlinearMode.STRICT), 0);
        List<String> planned = StrictPlan.of(shape).online().stream()
                .map(message -> message.kind().sender().name().charAt(0) + "" + message.bytes())
                .toList();
        int[] counts = new int[4];
        int[] winners = new int[3];
        for (int ticket = 0; ticket < 160; ticket++) {
            StrictRun run = new StrictRun(shape, ticket % 8, ticket);
            Answered answered = infer(run, ticket, run.input(ticket % 5));
            counts[(int) answered.clientShare()]++;
            winners[answered.winner()]++;
            assertEquals(planned, answered.transcript());
        }
        for (int count : counts) {
            assertEquals(40, count, 6 * Math.sqrt(160 * 3 / 16.0));
        }
        assertTrue(Arrays.stream(winners).filter(count -> count > 0).count() > 1, Arrays.toString(winners));
    }

    /**
     * What the server is left with of the larger logits is a coin in every bit, also in those that comparisons of other layers
     * do not have; 6 standard deviations of 160 coins.
     */
    @Test
    void theServersShares_areUniform() throws Exception {
        TensorShape map = new TensorShape(1, 2, 2);
        NetworkShape shape = StrictNetworks.classOnly(
                StrictNetworks.of(map, List.of(StrictNetworks.dense(0, map, 3)), 37, 12, 12), -1);
        int[] ones = new int[2 * 39];
        for (int ticket = 0; ticket < 160; ticket++) {
            long[][] results = serversResults(new StrictRun(shape, 1, ticket), ticket);
            for (int bit = 0; bit < ones.length; bit++) {
                ones[bit] += (int) (results[bit % 2][0] >>> bit / 2 & 1);
            }
        }
        for (int count : ones) {
            assertEquals(80, count, 6 * Math.sqrt(160 / 4.0));
        }
    }

    /** Of every gadget, of a network that is nothing but the logits. */
    private static long[][] serversResults(StrictRun run, long pads) throws Exception {
        StrictPlan plan = StrictPlan.of(run.shape);
        StrictRun.Ticket ticket = run.prepare(pads);
        long[] input = run.input(1);
        long[][] results = new long[plan.gadgets().size()][];
        try (StrictInference client = ticket.client().converse(input)) {
            long[] hidden = BitPacking.unpack(client.next(), input.length, run.shape.ringBits());
            LayerWalk walk = plan.serverWalk(0, run.linearServer().apply(0, List.of(hidden)));
            for (int i = 0; i < results.length; i++) {
                GadgetServer server = ticket.server().gadget(i);
                client.accept(server.begin(walk.input()));
                for (int flight = 2; flight < plan.gadgets().get(i).flights(); flight += 2) {
                    client.accept(server.answer(client.next()));
                }
                results[i] = server.finish(client.next());
                walk.take(results[i]);
            }
            client.accept(BitPacking.pack(plan.place(walk), plan.openedBits()));
            assertEquals(StrictRun.largest(run.expected(input)), client.winner());
        }
        return results;
    }

    /** A place that names no class is of a lying server, which must not learn from a refusal which class it was. */
    @Test
    void aPlaceBeyondTheLast_isAClassLikeAnyOther() throws Exception {
        ClassAnswer answer = new ClassAnswer(3, 12);
        assertEquals(0, answer.winner(3, 0));
        assertEquals(List.of(2, 1, 0), List.of(answer.winner(0, 0), answer.winner(0, 1), answer.winner(1, 1)));
    }

    /** l = 37 and g = 12: one comparison of 38 bits in six messages, or of 26 with 12 fractional bits in four. */
    @Test
    void plan_comparesOncePerClassButOne_andSendsAByte() {
        NetworkShape whole = StrictNetworks.fourConvolutions(28);
        StrictPlan usual = StrictPlan.of(whole);
        StrictPlan exact = StrictPlan.of(StrictNetworks.classOnly(whole, -1));
        StrictPlan coarse = StrictPlan.of(StrictNetworks.classOnly(whole, 12));
        assertEquals(new ReluShape(1, 38, 38), exact.gadgets().getLast());
        assertEquals(new ReluShape(1, 26, 26), coarse.gadgets().getLast());
        assertEquals(List.of(usual.rounds() + 3, usual.rounds() + 2), List.of(exact.rounds(), coarse.rounds()));
        for (StrictPlan plan : List.of(exact, coarse)) {
            assertEquals(
                    usual.gadgets(), plan.gadgets().subList(0, plan.gadgets().size() - 1));
            assertEquals(
                    new StrictPlan.Message(StrictRounds.CLASS_SHARE, 1),
                    plan.online().getLast());
        }
        NetworkShape seven = StrictNetworks.classOnly(StrictNetworks.ofClasses(7, 1, NonlinearMode.STRICT), 0);
        List<Gadget> gadgets = StrictPlan.of(seven).gadgets();
        assertEquals(
                List.of(3, 2, 1),
                gadgets.subList(gadgets.size() - 3, gadgets.size()).stream()
                        .map(Gadget::count)
                        .toList());
    }

    private static String refused(NetworkShape shape, int h) {
        return assertThrows(IllegalArgumentException.class, () -> StrictNetworks.classOnly(shape, h))
                .getMessage();
    }

    @Test
    void networksWithoutAClass_orWithTooManyBits_areRefused() {
        TensorShape map = new TensorShape(1, 2, 2);
        NetworkShape one = StrictNetworks.of(map, List.of(StrictNetworks.dense(0, map, 1)), 37, 12, 12);
        assertTrue(refused(one, -1).contains("network of one logit"), refused(one, -1));
        NetworkShape wide = StrictNetworks.of(map, List.of(StrictNetworks.dense(0, map, 5)), 39, 12, 12);
        String many = refused(wide, -1);
        assertTrue(many.contains("39 bits with 3") && many.contains("42 in all: must be from 4 to 41"), many);
        assertEquals(41, ClassAnswer.of(StrictNetworks.classOnly(wide, 23)).bits());
        NetworkShape masked = new NetworkShape(map, one.layers(), NonlinearMode.MASKED, 37, 12, 12, 0);
        assertTrue(refused(masked, -1).contains("masked mode"), refused(masked, -1));
    }
}
