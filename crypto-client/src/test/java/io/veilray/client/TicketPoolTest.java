package io.veilray.client;

import static io.veilray.client.FakeTickets.A;
import static io.veilray.client.FakeTickets.B;
import static io.veilray.client.FakeTickets.BYTES;
import static io.veilray.client.FakeTickets.eventually;
import static io.veilray.client.FakeTickets.numberIn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.TicketPolicy.Storage;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.wire.MessageProgress;
import io.veilray.wire.TicketCodec;
import io.veilray.wire.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits is bounded, given out once and destroyed in the end; what fails fails quietly and rarely. */
@Timeout(60)
class TicketPoolTest {
    private static final Duration AGE = Duration.ofMinutes(10);

    private final FakeTickets tickets = new FakeTickets();
    private final TicketPool pool = pool(tickets);

    private TicketPool pool(TicketFiller.Maker maker) {
        return new TicketPool(List.of(A, B), maker, tickets.now::get, Path.of("unused"));
    }

    private interface Making {
        Ticket make(ModelInfo model, MessageProgress progress) throws CloudException;
    }

    private TicketPool poolOf(Making making) {
        return pool(new TicketFiller.Maker() {
            @Override
            public Ticket make(ModelInfo model, MessageProgress progress) throws CloudException {
                return making.make(model, progress);
            }

            @Override
            public void drop(String session, List<String> names) {}
        });
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    private static TicketPolicy keep(int ready, long mostBytes) {
        return new TicketPolicy(ready, AGE, mostBytes, Storage.MEMORY);
    }

    private void fill(int ready) throws InterruptedException {
        pool.setPolicy(keep(ready, 1 << 20));
        pool.keepReady("a");
        eventually("the pool does not fill", () -> pool.ready("a") == ready);
    }

    private Ticket take() throws CloudException {
        return pool.take(A, "s").orElseThrow();
    }

    @Test
    void sizeOfATicket_isItsEntries() {
        assertEquals(BYTES, TicketCodec.bytes(A.network()));
    }

    @Test
    void oldest_isGivenFirstAndItsPlaceFilledAgain() throws Exception {
        fill(2);
        Ticket first = take();
        assertEquals("ticket-1", first.name());
        assertEquals(1, numberIn(first));
        assertEquals(new Traffic(1, 2), first.traffic());
        assertTrue(isSpent(first));
        assertEquals(2, numberIn(take()));
        eventually("the places stay empty", () -> pool.ready("a") == 2);
        assertEquals(3, numberIn(take()));
    }

    @Test
    void unknownModelAndNoPolicy_makeNothing() throws Exception {
        pool.keepReady("nope");
        assertEquals(0, pool.ready("nope"));
        pool.setPolicy(TicketPolicy.NONE);
        pool.keepReady("a");
        assertTrue(pool.take(A, "s").isEmpty());
        assertEquals(List.of(), tickets.calls);
    }

    @Test
    void manyThreads_neverGetTheSameTicket() throws Exception {
        fill(16);
        List<Callable<List<Long>>> takers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            takers.add(() -> {
                List<Long> mine = new ArrayList<>();
                while (mine.size() < 100) {
                    Optional<Ticket> ticket = pool.take(A, "s");
                    if (ticket.isPresent()) {
                        mine.add(numberIn(ticket.get()));
                    }
                }
                return mine;
            });
        }
        List<Long> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(takers.size())) {
            for (Future<List<Long>> taken : threads.invokeAll(takers)) {
                all.addAll(taken.get());
            }
        }
        assertEquals(800, all.size());
        assertEquals(800, new HashSet<>(all).size());
    }

    @Test
    void oldTicket_isGoneAtItsAgeAndMadeAnew() throws Exception {
        fill(1);
        tickets.pass(AGE.minusMillis(1));
        assertEquals(1, pool.ready("a"));
        tickets.pass(Duration.ofMillis(1));
        assertEquals(0, pool.ready("a"));
        pool.keepReady("a");
        eventually("no new one is made", () -> pool.ready("a") == 1);
        assertEquals(2, numberIn(take()));
    }

    /** A tenth less than the server's life, at most 30 s less: 9:30 of 10 minutes. */
    @Test
    void ticketThatTheServerKeepsForLess_isGoneBefore() throws Exception {
        tickets.life = Duration.ofMinutes(10);
        fill(1);
        tickets.pass(Duration.ofSeconds(570).minusMillis(1));
        assertEquals(1, pool.ready("a"));
        tickets.pass(Duration.ofMillis(1));
        assertEquals(0, pool.ready("a"));
    }

    /** Then everything before it in the order of models was looked at and found not to be wanted. */
    private void awaitTicketOf(String modelId) throws InterruptedException {
        eventually("no ticket of " + modelId, () -> pool.ready(modelId) == 1);
    }

    /** 66 s leave 59.4 s to wait, less than a minute; 67 s leave 60.3 s. */
    @Test
    void lifeTooShortToWait_isTriedOnceAndNotKept() throws Exception {
        pool.setPolicy(keep(1, 1 << 20));
        tickets.life = Duration.ofSeconds(66);
        pool.keepReady("b");
        eventually("it is not tried, or kept", () -> tickets.dropped.equals(List.of("ticket-1")));
        tickets.life = Duration.ofSeconds(67);
        pool.keepReady("a");
        awaitTicketOf("a");
        pool.keepReady("b");
        take();
        awaitTicketOf("a");
        assertEquals(0, pool.ready("b"));
        assertEquals(List.of("ticket-1"), tickets.dropped);
        pool.classificationBegins(B);
        pool.classificationEnds(true);
        take();
        awaitTicketOf("a");
        assertEquals(4, tickets.calls.size());
    }

    @Test
    void lifeOfZero_isNotKept() throws Exception {
        tickets.life = Duration.ZERO;
        pool.keepReady("a");
        eventually("it is not tried, or kept", () -> tickets.dropped.equals(List.of("ticket-1")));
        assertTrue(pool.take(A, "s").isEmpty());
    }

    /** The largest number that the message can hold: 136 years. */
    @Test
    void hugeLife_leavesThePolicysAge() throws Exception {
        tickets.life = Duration.ofSeconds(0xffff_ffffL);
        fill(1);
        tickets.pass(AGE);
        assertEquals(0, pool.ready("a"));
    }

    /** The models' order: the one named last is filled first, and takes the room of the other. */
    @Test
    void bytes_areNeverExceededAndTheModelNamedLastComesFirst() throws Exception {
        pool.setPolicy(keep(2, 3 * BYTES));
        pool.keepReady("a");
        eventually("a is not filled", () -> pool.ready("a") == 2);
        pool.keepReady("b");
        eventually("b is not filled", () -> pool.ready("b") == 2);
        assertEquals(1, pool.ready("a"));
        assertEquals(2, numberIn(take()), "the oldest had to go");
    }

    @Test
    void bytes_holdAtTheEdge() throws Exception {
        pool.setPolicy(keep(2, BYTES - 1));
        pool.keepReady("a");
        pool.setPolicy(keep(2, BYTES));
        eventually("one fits", () -> pool.ready("a") == 1);
        pool.setListener((modelId, ready, wanted) -> assertEquals("a 1 of 1", modelId + " " + ready + " of " + wanted));
        pool.setListener((modelId, ready, wanted) -> {});
        pool.setPolicy(keep(2, 2 * BYTES - 1));
        pool.keepReady("b");
        eventually("b takes the room of a", () -> pool.ready("b") == 1);
        assertEquals(0, pool.ready("a"));
        assertEquals(2, tickets.calls.size());
    }

    /** A classification runs meanwhile, so that none is made in the place of those destroyed. */
    @Test
    void lowerPolicy_destroysTheSurplusAndNoneDestroysAll() throws Exception {
        fill(4);
        pool.classificationBegins(A);
        pool.setPolicy(keep(1, 1 << 20));
        assertEquals(1, pool.ready("a"));
        pool.setPolicy(new TicketPolicy(1, AGE, 1 << 20, Storage.ENCRYPTED_FILES));
        assertEquals(0, pool.ready("a"));
        pool.setPolicy(TicketPolicy.NONE);
        assertTrue(pool.take(A, "s").isEmpty());
    }

    /** 24 of the server's 32. */
    @Test
    void ticketsThatTheServerHolds_areBounded() throws Exception {
        fill(16);
        pool.keepReady("b");
        eventually("b gets the rest", () -> pool.ready("b") == 8);
        take();
        pool.keepReady("a");
        eventually("one more fits", () -> pool.ready("a") + pool.ready("b") == 24);
        assertEquals(25, tickets.calls.size());
    }

    /** Old and surplus ones; used ones are gone there already. */
    @Test
    void ticketsDestroyedUnused_areDroppedByTheServerToo() throws Exception {
        fill(2);
        take();
        eventually("its place stays empty", () -> pool.ready("a") == 2);
        assertEquals(List.of(), tickets.dropped);
        tickets.pass(AGE);
        pool.keepReady("a");
        eventually("old ones stay at the server", () -> tickets.dropped.size() == 2);
        eventually("the pool does not fill again", () -> pool.ready("a") == 2);
        pool.setPolicy(keep(1, 1 << 20));
        eventually("surplus stays at the server", () -> tickets.dropped.size() == 3);
        assertEquals(List.of("ticket-2", "ticket-3", "ticket-4"), tickets.dropped);
    }

    @Test
    void failures_areTriedAgainAfterPausesThatGrowToAMinute() throws Exception {
        tickets.failure = Optional.of(Reason.UNREACHABLE);
        pool.keepReady("a");
        eventually("it is not tried", () -> tickets.calls.size() == 1);
        eventually("it is not tried again", () -> {
            tickets.pass(Duration.ofMillis(500));
            pool.keepReady("a"); // however often it is asked for
            return tickets.calls.size() >= 10;
        });
        long[] pauses = {1, 2, 4, 8, 16, 32, 60, 60, 60};
        for (int i = 0; i < pauses.length; i++) {
            Duration pause = Duration.between(tickets.calls.get(i), tickets.calls.get(i + 1));
            assertTrue(pause.compareTo(Duration.ofSeconds(pauses[i])) >= 0, "pause " + i + " was " + pause);
        }
        assertEquals(0, pool.ready("a"));
    }

    @Test
    void answeredClassification_endsThePause() throws Exception {
        tickets.failure = Optional.of(Reason.LOST);
        pool.keepReady("a");
        eventually("it is not tried", () -> tickets.calls.size() == 1);
        tickets.failure = Optional.empty();
        eventually("the clock stands still, but the server is there", () -> {
            pool.classificationBegins(A);
            pool.classificationEnds(true);
            return pool.ready("a") == 2;
        });
    }

    @Test
    void lastingFailure_isTriedOnceUntilSomethingChanges() throws Exception {
        pool.setPolicy(keep(1, 1 << 20));
        tickets.failure = Optional.of(Reason.REFUSED);
        List<String> said = new CopyOnWriteArrayList<>();
        pool.setListener((modelId, ready, wanted) -> said.add(modelId + " " + ready + " of " + wanted));
        pool.keepReady("b");
        eventually("it is not tried", () -> tickets.calls.size() == 1);
        eventually("it is still promised", () -> said.equals(List.of("b 0 of 1", "b 0 of 0")));
        tickets.failure = Optional.empty();
        pool.keepReady("a");
        awaitTicketOf("a");
        pool.keepReady("b");
        tickets.pass(Duration.ofMinutes(59));
        pool.keepReady("a");
        awaitTicketOf("a");
        assertEquals(3, tickets.calls.size());
        pool.setPolicy(keep(1, 1 << 20));
        awaitTicketOf("b");
    }

    @Test
    void modelThatNobodyUsesForAnHour_getsNoNewTickets() throws Exception {
        pool.setPolicy(keep(1, 1 << 20));
        pool.keepReady("a");
        awaitTicketOf("a");
        tickets.pass(Duration.ofHours(1));
        pool.keepReady("b");
        awaitTicketOf("b");
        assertEquals(0, pool.ready("a"));
        pool.classificationBegins(A);
        pool.classificationEnds(false);
        awaitTicketOf("a");
        assertEquals(3, tickets.calls.size());
    }

    @Test
    void ticketsOfAnotherSession_areDestroyed() throws Exception {
        fill(2);
        pool.classificationBegins(A); // so that none is made meanwhile
        pool.forget("another");
        assertEquals(2, pool.ready("a"));
        pool.useSession(A, "s");
        assertEquals(2, pool.ready("a"));
        assertTrue(pool.take(A, "t").isEmpty());
        assertEquals(0, pool.ready("a"));
        tickets.session = "t";
        pool.classificationEnds(true);
        eventually("none of the new session", () -> pool.ready("a") == 2);
        pool.classificationBegins(A);
        pool.forget("t");
        assertEquals(0, pool.ready("a"));
        pool.classificationEnds(false);
        eventually("the server may still have them", () -> tickets.dropped.size() == 2);
    }

    @Test
    void background_waitsBetweenTwoMessagesWhileAClassificationRuns() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        List<Thread> threads = new CopyOnWriteArrayList<>();
        TicketPool other = poolOf((model, progress) -> {
            threads.add(Thread.currentThread());
            begun.countDown();
            await(running);
            progress.report(1, 0);
            order.add("went on");
            throw new CloudException(Reason.REFUSED, "enough");
        });
        other.keepReady("a");
        begun.await();
        other.classificationBegins(A);
        running.countDown();
        eventually(
                "it does not wait, for a limited time",
                () -> threads.getFirst().getState() == Thread.State.TIMED_WAITING);
        order.add("ended");
        other.classificationEnds(true);
        eventually("it does not go on", () -> order.size() == 2);
        assertEquals(List.of("ended", "went on"), order);
        other.close();
    }

    @Test
    void bugWhileMaking_isALastingFailureOfThatModel() throws Exception {
        TicketPool other = poolOf((model, progress) -> {
            if (model.equals(A)) {
                throw new IllegalStateException("a bug");
            }
            return tickets.make(model, progress);
        });
        other.keepReady("b");
        other.keepReady("a");
        eventually("the thread has died", () -> other.ready("b") == 2);
        other.close();
    }

    private static void await(CountDownLatch latch) throws CloudException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Reason.CANCELLED, "cancelled", e);
        }
    }

    @Test
    void closeWhileFilling_endsTheThreadAndDestroysAll() throws Exception {
        CountDownLatch third = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        List<Thread> threads = new CopyOnWriteArrayList<>();
        TicketPool other = poolOf((model, progress) -> {
            threads.add(Thread.currentThread());
            if (tickets.calls.size() == 2) {
                third.countDown();
                await(never);
            }
            return tickets.make(model, progress);
        });
        other.setPolicy(keep(3, 1 << 20));
        other.keepReady("a");
        third.await();
        assertEquals(2, other.ready("a"));
        Thread.currentThread().interrupt(); // a closing window's thread often is
        other.close();
        assertTrue(Thread.interrupted());
        assertFalse(threads.getFirst().isAlive());
        assertTrue(other.take(A, "s").isEmpty());
        other.keepReady("a");
        assertEquals(2, tickets.calls.size());
    }

    @Test
    void ticketThatComesAfterClose_isDestroyed() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        List<Ticket> late = new CopyOnWriteArrayList<>();
        TicketPool other = poolOf((model, progress) -> {
            making.countDown();
            while (closed.getCount() > 0) {
                Thread.onSpinWait(); // deaf to the interrupt
            }
            late.add(tickets.make(model, progress));
            return late.getFirst();
        });
        other.keepReady("a");
        making.await();
        other.close();
        closed.countDown();
        eventually("it never came", () -> !late.isEmpty());
        assertTrue(other.take(A, "s").isEmpty());
        eventually("it can still be used", () -> isSpent(late.getFirst()));
    }

    private static boolean isSpent(Ticket ticket) {
        try (var inference = ticket.shares().begin(new long[16])) {
            return false;
        } catch (CloudException e) {
            return e.reason() == Reason.TICKET_SPENT;
        }
    }

    @Test
    void listener_isToldTheStateAtOnceAndEveryChange() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        pool.setPolicy(keep(2, 1 << 20));
        pool.keepReady("a");
        eventually("the pool does not fill", () -> pool.ready("a") == 2);
        pool.setListener((modelId, ready, wanted) -> said.add(modelId + " " + ready + " of " + wanted));
        assertEquals(List.of("a 2 of 2"), said);
        pool.classificationBegins(A);
        take();
        assertEquals(List.of("a 2 of 2", "a 1 of 2"), said);
        pool.classificationEnds(true);
        eventually("it is not told of the new one", () -> said.size() == 3);
        assertEquals("a 2 of 2", said.get(2));
        pool.setPolicy(keep(1, 1 << 20));
        assertEquals("a 1 of 1", said.get(3));
        pool.close();
        assertEquals("a 0 of 1", said.get(4));
    }
}
