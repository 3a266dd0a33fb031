package io.veilray.client;

import static io.veilray.client.FakeTickets.A;
import static io.veilray.client.FakeTickets.STRICT;
import static io.veilray.client.FakeTickets.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.wire.MessageProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Strict tickets are made one at a time: a click and the background must never wait for each other. */
@Timeout(20)
class StrictTicketsTest {
    private final FakeTickets tickets = new FakeTickets();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicReference<Thread> filler = new AtomicReference<>();
    private volatile boolean failing;

    private final TicketPool pool = new TicketPool(
            List.of(A, STRICT),
            new TicketFiller.Maker() {
                /** Stops before its only message until the test says so. */
                @Override
                public Ticket make(ModelInfo model, MessageProgress progress) throws CloudException {
                    filler.set(Thread.currentThread());
                    begun.countDown();
                    await(goOn);
                    progress.report(1, 0);
                    if (failing) {
                        throw new CloudException(Reason.LOST, "as the test wants");
                    }
                    return tickets.make(model, progress);
                }

                @Override
                public void drop(String session, List<String> names) throws CloudException {
                    tickets.drop(session, names);
                }
            },
            tickets.now::get,
            Path.of("unused"));

    private static void await(CountDownLatch latch) throws CloudException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Reason.CANCELLED, "cancelled", e);
        }
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    private void keep(int ready) {
        pool.setPolicy(new TicketPolicy(ready, Duration.ofMinutes(10), 1 << 20, TicketPolicy.Storage.MEMORY));
        pool.keepReady(STRICT.id());
    }

    private static boolean holds(Thread thread) {
        return thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    /** Takes on a thread of its own, as a classification does. */
    private final class Click {
        final CompletableFuture<Optional<Ticket>> result = new CompletableFuture<>();
        final Thread thread = Thread.ofPlatform().start(this::take);

        private void take() {
            pool.classificationBegins(STRICT);
            try {
                result.complete(pool.take(STRICT, tickets.session));
            } catch (CloudException | RuntimeException e) {
                result.completeExceptionally(e);
            } finally {
                pool.classificationEnds(true);
            }
        }
    }

    @Test
    void clickWhileATicketOfItsModelIsMade_getsThatOne() throws Exception {
        keep(1);
        begun.await();
        Click click = new Click();
        eventually("it does not wait", () -> waits(click.thread));
        goOn.countDown();
        assertEquals("ticket-1", click.result.get().orElseThrow().name());
    }

    /** The classification began, and the background held, before it was known that there is no ticket. */
    @Test
    void heldTicket_goesOnOnceAClickWaitsForIt() throws Exception {
        keep(1);
        begun.await();
        pool.classificationBegins(A);
        goOn.countDown();
        eventually("it does not hold", () -> holds(filler.get()));
        Click click = new Click();
        assertTrue(click.result.get().isPresent());
        pool.classificationEnds(true);
    }

    @Test
    void heldTicket_goesOnWhileAnotherStrictTicketIsWanted() throws Exception {
        keep(1);
        begun.await();
        pool.classificationBegins(STRICT);
        goOn.countDown();
        eventually("it does not hold", () -> holds(filler.get()));
        pool.hurry(A);
        Thread.sleep(50);
        assertEquals(0, pool.ready(STRICT.id()), "a masked one is no reason");
        pool.hurry(STRICT);
        eventually("it holds on", () -> pool.ready(STRICT.id()) == 1);
        pool.endHurry(STRICT);
        pool.endHurry(A);
        pool.classificationEnds(true);
    }

    @Test
    void ticketThatFails_sendsTheClickAway() throws Exception {
        keep(1);
        begun.await();
        failing = true;
        Click click = new Click();
        eventually("it does not wait", () -> waits(click.thread));
        goOn.countDown();
        assertTrue(click.result.get().isEmpty());
    }

    @Test
    void interruptedClick_isCancelledAndTheTicketIsStillMade() throws Exception {
        keep(1);
        begun.await();
        Click click = new Click();
        eventually("it does not wait", () -> waits(click.thread));
        click.thread.interrupt();
        Exception e = assertThrows(Exception.class, click.result::get);
        assertEquals(Reason.CANCELLED, ((CloudException) e.getCause()).reason());
        goOn.countDown();
        eventually("the ticket is lost", () -> pool.ready(STRICT.id()) == 1);
    }

    @Test
    void closedPool_sendsTheClickAway() throws Exception {
        keep(1);
        begun.await();
        Click click = new Click();
        eventually("it does not wait", () -> waits(click.thread));
        pool.close();
        assertTrue(click.result.get().isEmpty());
    }

    /** A strict and a masked model are served in two sessions, each with its own key. */
    @Test
    void sessionsOfTheTwoModes_doNotTouchEachOther() throws Exception {
        goOn.countDown();
        keep(2);
        eventually("the pool does not fill", () -> pool.ready(STRICT.id()) == 2);
        pool.classificationBegins(A); // so that none is made meanwhile
        assertTrue(pool.take(A, "masked session").isEmpty());
        pool.forget("masked session");
        assertEquals(2, pool.ready(STRICT.id()));
        pool.useSession(STRICT, "another");
        assertEquals(0, pool.ready(STRICT.id()));
        assertEquals(List.of(), tickets.dropped);
        pool.classificationEnds(true);
    }
}
