package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ot.DealtPads;
import io.veilray.ot.Transfers;
import io.veilray.protocol.SharedRules.Truncation;
import io.veilray.ring.Seed;
import io.veilray.share.Conversation;
import io.veilray.share.MalformedMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Strict and quadratic mode end to end but for encryption: a wrong bit anywhere is a wrong diagnosis, a reused one shows a secret. */
class StrictProtocolTest {
    private static final NetworkShape SMALL = StrictNetworks.random(2);

    static List<NetworkShape> small() {
        return List.of(
                SMALL,
                StrictNetworks.with(new SharedRules(Truncation.FAITHFUL, OptionalInt.of(5)), SMALL),
                StrictNetworks.quadratic(2),
                StrictNetworks.classOnly(StrictNetworks.ofClasses(3, 1, NonlinearMode.STRICT), -1));
    }

    private static double[] infer(StrictRun run, StrictRun.Ticket ticket, long[] input, List<String> transcript)
            throws Exception {
        try (StrictInference client = ticket.client().converse(input);
                StrictServerInference server = new StrictServerInference(run.linearServer(), ticket.server())) {
            transcript.addAll(StrictRun.talk(client, server));
            assertEquals(client.rounds(), client.round());
            return client.logits();
        }
    }

    private static double[] infer(StrictRun run, long pads, long[] input) throws Exception {
        return infer(run, run.prepare(pads), input, new ArrayList<>());
    }

    /** Rounding is the ticket's own, so equality is exact; {@link StrictRun#expected} bounds it by one unit each. */
    @Test
    void randomNetworks_giveExactlyWhatTheirSharesSay() throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            StrictRun run = new StrictRun(StrictNetworks.random(seed), seed, 100 + seed);
            long[] input = run.input(seed);
            assertArrayEquals(run.expected(input), infer(run, seed, input), "seed " + seed);
        }
    }

    @Test
    void randomQuadraticNetworks_giveExactlyWhatTheirSharesSay() throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            StrictRun run = new StrictRun(StrictNetworks.quadratic(seed), seed, 100 + seed);
            long[] input = run.input(seed);
            double[] logits = infer(run, seed, input);
            assertArrayEquals(run.expected(input), logits, "seed " + seed);
        }
    }

    /** To the bit what the clear gives, so the same with every ticket. */
    @Test
    void faithfulTruncation_isThatOfTheClear_whateverTheTicket() throws Exception {
        for (int seed = 0; seed < 40; seed++) {
            NetworkShape shape = StrictNetworks.with(
                    new SharedRules(Truncation.FAITHFUL, OptionalInt.empty()), StrictNetworks.random(seed));
            StrictRun run = new StrictRun(shape, seed, 100 + seed);
            long[] input = run.input(seed);
            double[] logits = infer(run, seed, input);
            assertArrayEquals(run.expected(input), logits, "seed " + seed);
            assertArrayEquals(logits, infer(new StrictRun(shape, seed, 200 + seed), seed, input), "seed " + seed);
        }
    }

    /** {@link StrictRun#expected} fails if what is opened is not one of the two multiples around a logit. */
    @Test
    void logitBits_openTheMultiplesThatTheSharesSay() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            NetworkShape whole = seed % 4 == 3 ? StrictNetworks.quadratic(seed) : StrictNetworks.random(seed);
            int sumBits = whole.activationBits() + whole.weightBits();
            for (int h : new int[] {0, 3, sumBits - 1, sumBits}) {
                NetworkShape shape = StrictNetworks.with(new SharedRules(Truncation.ONE_BIT, OptionalInt.of(h)), whole);
                StrictRun run = new StrictRun(shape, seed, 100 + seed);
                long[] input = run.input(seed);
                double[] opened = infer(run, seed, input);
                assertArrayEquals(run.expected(input), opened, "seed " + seed);
                StrictRun all = new StrictRun(whole, seed, 100 + seed);
                assertArrayEquals(infer(all, seed, input), opened, Math.scalb(1.0, -h), "a unit of 2^-" + h);
            }
        }
    }

    /**
     * What a client that repeats one image sees of a logit, with 2 fractional bits, over 400 tickets: two neighbours, and their
     * mean is the logit, within 6 of its standard deviations of at most 1/2 unit / 20.
     */
    @Test
    void openedLogits_areTheLogitsInTheMean() throws Exception {
        NetworkShape whole = StrictNetworks.of(
                new TensorShape(1, 3, 3), List.of(StrictNetworks.dense(0, new TensorShape(1, 3, 3), 3)), 37, 12, 12);
        NetworkShape shape = StrictNetworks.with(new SharedRules(Truncation.ONE_BIT, OptionalInt.of(2)), whole);
        int tickets = 400;
        double[] mean = new double[3];
        for (int ticket = 0; ticket < tickets; ticket++) {
            StrictRun run = new StrictRun(shape, 1, ticket);
            double[] opened = infer(run, ticket, run.input(1));
            for (int k = 0; k < mean.length; k++) {
                mean[k] += opened[k] / tickets;
            }
        }
        StrictRun run = new StrictRun(whole, 1, 1);
        assertArrayEquals(run.expected(run.input(1)), mean, 0.25 * 6 * 0.5 / 20);
    }

    /** Not one number of the result depends on the comparisons' randomness. */
    @Test
    void sameShares_otherPads_giveTheSameLogits() throws Exception {
        StrictRun run = new StrictRun(SMALL, 1, 1);
        assertArrayEquals(infer(run, 1, run.input(1)), infer(run, 2, run.input(1)));
    }

    private static List<String> planned(List<StrictPlan.Message> messages) {
        return messages.stream()
                .map(message -> message.kind().sender().name().charAt(0) + "" + message.bytes())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("small")
    void transcripts_areThoseOfThePlan_whateverImageAndModel(NetworkShape shape) throws Exception {
        StrictPlan plan = StrictPlan.of(shape);
        for (int seed = 0; seed < 3; seed++) {
            StrictRun run = new StrictRun(shape, seed, seed);
            StrictRun.Ticket ticket = run.prepare(seed);
            List<String> online = new ArrayList<>();
            infer(run, ticket, run.input(seed), online);
            assertEquals(planned(plan.online()), online);
            List<String> offline = ticket.transcript();
            assertEquals(planned(plan.corrections()), offline.subList(2, offline.size()), "after the refill's two");
        }
    }

    /** One side of a conversation, and the one it talks to. */
    private record Sides(Conversation tried, Conversation other, boolean triedIsClient) {}

    private static void play(Sides sides, int messages) throws Exception {
        for (int i = 0; i < messages; i++) {
            boolean tried = sides.tried().speaks();
            byte[] message = (tried ? sides.tried() : sides.other()).next();
            (tried ? sides.other() : sides.tried()).accept(message);
        }
    }

    /** At every point: too short, too long, out of turn; afterwards the side is of no more use. */
    private static void requireMisuseRefused(Supplier<Sides> fresh, int messages) throws Exception {
        for (int i = 0; i <= messages; i++) {
            Sides sides = fresh.get();
            play(sides, i);
            Conversation tried = sides.tried();
            if (!tried.speaks()) {
                assertThrows(IllegalStateException.class, tried::next, "speaking out of turn after " + i);
            }
            boolean listens = !tried.speaks() && !tried.finished();
            int wrong = listens ? tried.due() + (i % 3 == 0 || tried.due() == 0 ? 1 : -1) : 5;
            assertThrows(MalformedMessageException.class, () -> tried.accept(new byte[wrong]), "after " + i);
            assertThrows(IllegalStateException.class, () -> tried.accept(new byte[wrong]), "once more");
            assertThrows(IllegalStateException.class, tried::next, "closed");
        }
    }

    private static Sides online(NetworkShape shape, boolean client) {
        try {
            StrictRun run = new StrictRun(shape, 1, 1);
            StrictRun.Ticket ticket = run.prepare(1);
            Conversation ours = ticket.client().converse(run.input(1));
            Conversation theirs = new StrictServerInference(run.linearServer(), ticket.server());
            return client ? new Sides(ours, theirs, true) : new Sides(theirs, ours, false);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("small")
    void online_whatDoesNotFitIsRefusedByBothSides(NetworkShape shape) throws Exception {
        int messages = StrictPlan.of(shape).online().size();
        requireMisuseRefused(() -> online(shape, true), messages);
        requireMisuseRefused(() -> online(shape, false), messages);
    }

    private static Sides offline(NetworkShape shape, boolean client) {
        try {
            StrictPlan plan = StrictPlan.of(shape);
            DealtPads[] pads = DealtPads.pair(1);
            SessionTransfers up = new SessionTransfers(() -> new StrictRun.Dealt(pads[0], true));
            SessionTransfers down = new SessionTransfers(() -> new StrictRun.Dealt(pads[1], false));
            Conversation ours =
                    new ClientOffline(plan, new StrictRun(shape, 1, 1).clientShares(), up.await(), Seed.random());
            Conversation theirs = new ServerOffline(plan, down.ofAge(0).orElseThrow());
            return client ? new Sides(ours, theirs, true) : new Sides(theirs, ours, false);
        } catch (CloudException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("small")
    void offline_whatDoesNotFitIsRefusedByBothSides(NetworkShape shape) throws Exception {
        int messages = 2 + StrictPlan.of(shape).corrections().size();
        requireMisuseRefused(() -> offline(shape, true), messages);
        requireMisuseRefused(() -> offline(shape, false), messages);
    }

    /** Any content of the right length is taken or refused, but never breaks the server in another way. */
    @Test
    void rightLength_wrongContent_isTakenOrRefused() throws Exception {
        StrictRun run = new StrictRun(SMALL, 1, 1);
        for (int fill : new int[] {0, 0x55, 0xff}) {
            try (StrictServerInference server =
                    new StrictServerInference(run.linearServer(), run.prepare(1).server())) {
                while (!server.finished()) {
                    byte[] message = new byte[server.due()];
                    Arrays.fill(message, (byte) fill);
                    server.accept(message);
                    server.next();
                }
            } catch (MalformedMessageException refused) {
                assertTrue(fill != 0, "zeros are elements");
            }
        }
    }

    @Test
    void closedInference_saysNothingMore() throws Exception {
        StrictRun run = new StrictRun(SMALL, 1, 1);
        StrictRun.Ticket ticket = run.prepare(1);
        StrictInference client = ticket.client().converse(run.input(1));
        assertThrows(IllegalStateException.class, client::logits);
        client.close();
        assertThrows(IllegalStateException.class, client::next);
        assertThrows(IllegalStateException.class, client::logits);
        StrictServerInference server = new StrictServerInference(run.linearServer(), ticket.server());
        server.close();
        assertThrows(IllegalStateException.class, () -> server.accept(new byte[server.due()]));
        assertThrows(
                IllegalStateException.class,
                () -> new StrictServerInference(run.linearServer(), ticket.server()),
                "comparisons are used once");
    }

    /** A ticket that breaks off after any number of messages: the next one begins anew, the one after it goes on. */
    @Test
    void brokenPreparation_startsAnewAndTheNextOneIsRight() throws Exception {
        DealtPads[][] pads = {null};
        SessionTransfers up = new SessionTransfers(() -> {
            pads[0] = DealtPads.pair(7);
            return new StrictRun.Dealt(pads[0][0], true);
        });
        SessionTransfers down = new SessionTransfers(() -> new StrictRun.Dealt(pads[0][1], false));
        StrictRun run = new StrictRun(SMALL, 1, 1);
        int messages = 2 + StrictPlan.of(SMALL).corrections().size();
        for (int broken = 0; broken < messages; broken++) {
            TransfersLease client = up.await();
            TransfersLease server = down.ofAge(client.age()).orElseThrow();
            try (ClientOffline ours =
                            new ClientOffline(StrictPlan.of(SMALL), run.clientShares(), client, Seed.random());
                    ServerOffline theirs = new ServerOffline(StrictPlan.of(SMALL), server)) {
                play(new Sides(ours, theirs, true), broken);
                assertThrows(IllegalStateException.class, ours::shares);
                assertThrows(IllegalStateException.class, theirs::shares);
            }
            for (int age = 0; age < 2; age++) {
                TransfersLease next = up.await();
                assertEquals(age, next.age());
                StrictRun.Ticket ticket =
                        run.prepare(next, down.ofAge(next.age()).orElseThrow());
                assertArrayEquals(run.expected(run.input(1)), infer(run, ticket, run.input(1), new ArrayList<>()));
            }
        }
        assertFalse(down.ofAge(9).isPresent());
    }

    @Test
    void transfersOfTheirOwn_serveTicketAfterTicket() throws Exception {
        SessionTransfers up = new SessionTransfers(() -> SessionTransfers.Ends.of(Transfers.ofClient()));
        try (up;
                ServerSession down = ServerSessionTest.session()) {
            for (int age = 0; age < 3; age++) {
                StrictRun run = new StrictRun(StrictNetworks.random(age), age, age);
                TransfersLease lease = up.await();
                assertEquals(age, lease.age());
                StrictRun.Ticket ticket = run.prepare(lease, down.transfers(age).orElseThrow());
                assertArrayEquals(run.expected(run.input(1)), infer(run, ticket, run.input(1), new ArrayList<>()));
            }
        }
    }
}
