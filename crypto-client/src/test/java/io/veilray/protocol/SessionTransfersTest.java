package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ot.DealtPads;
import io.veilray.protocol.CloudException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two sides at different points of their transfers would compute nonsense, or use a pad twice, which shows secrets. */
class SessionTransfersTest {
    private final List<StrictRun.Dealt> made = new ArrayList<>();
    private final SessionTransfers transfers = new SessionTransfers(() -> {
        made.add(new StrictRun.Dealt(DealtPads.pair(1)[0], true));
        return made.getLast();
    });

    private static Reason reasonOf(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(CloudException.class, action).reason();
    }

    private void use(TransfersLease lease, boolean unbroken) {
        if (unbroken) {
            lease.done();
        }
        lease.close();
        lease.close(); // once more is no harm
    }

    @Test
    void everyTicketMade_makesThemOneOlder() throws CloudException {
        for (int age = 0; age < 3; age++) {
            TransfersLease lease = transfers.await();
            assertEquals(age, lease.age());
            assertSame(made.getFirst(), lease.transfers());
            use(lease, true);
        }
        assertEquals(1, made.size());
    }

    @Test
    void brokenOff_theyAreDestroyedAndTheNextOnesAreNew() throws CloudException {
        use(transfers.await(), true);
        use(transfers.await(), false);
        assertTrue(made.getFirst().closed);
        TransfersLease lease = transfers.await();
        assertEquals(0, lease.age());
        assertSame(made.get(1), lease.transfers());
    }

    @Test
    void serverSide_knowsOnlyItsOwnAgeAndZero() throws CloudException {
        assertEquals(Optional.empty(), transfers.ofAge(1));
        use(transfers.ofAge(0).orElseThrow(), true);
        assertEquals(Optional.empty(), transfers.ofAge(2));
        assertEquals(Optional.empty(), transfers.ofAge(-1));
        use(transfers.ofAge(1).orElseThrow(), true);
        TransfersLease anew = transfers.ofAge(0).orElseThrow();
        assertTrue(made.getFirst().closed, "age 0 destroys what was there");
        assertEquals(0, anew.age());
        assertEquals(Optional.empty(), transfers.ofAge(5));
    }

    @Test
    void givenUp_areOnlyThoseThatNobodyHolds() throws CloudException {
        use(transfers.ofAge(0).orElseThrow(), true);
        assertEquals(SessionTransfers.BYTES, transfers.keptBytes());
        TransfersLease held = transfers.ofAge(1).orElseThrow();
        assertEquals(0, transfers.keptBytes());
        transfers.giveUpKept();
        use(held, true);
        assertFalse(made.getFirst().closed);
        transfers.giveUpKept();
        assertTrue(made.getFirst().closed);
        assertEquals(0, transfers.heldBytes());
        assertEquals(Optional.empty(), transfers.ofAge(2), "the client must begin anew");
        TransfersLease anew = transfers.ofAge(0).orElseThrow();
        assertSame(made.get(1), anew.transfers());
    }

    /** Its client has cancelled one preparation and begins the next while this side still computes for the first. */
    @Test
    void serverSide_givesUpAtAgeZeroWhatAPreparationHolds() throws CloudException {
        use(transfers.ofAge(0).orElseThrow(), true);
        TransfersLease cancelled = transfers.ofAge(1).orElseThrow();
        assertEquals(Optional.empty(), transfers.ofAge(1), "they are in use");
        TransfersLease anew = transfers.ofAge(0).orElseThrow();
        assertSame(made.get(1), anew.transfers());
        use(cancelled, true); // it may have come to its end all the same
        assertTrue(made.getFirst().closed);
        use(anew, true);
        assertSame(made.get(1), transfers.ofAge(1).orElseThrow().transfers());
    }

    @Test
    void heldBytes_areThoseOfTransfersKeptOrLent() throws CloudException {
        assertEquals(0, transfers.heldBytes());
        TransfersLease lease = transfers.ofAge(0).orElseThrow();
        assertEquals(SessionTransfers.BYTES, transfers.heldBytes());
        use(lease, true);
        assertEquals(SessionTransfers.BYTES, transfers.heldBytes());
        use(transfers.ofAge(1).orElseThrow(), false);
        assertEquals(0, transfers.heldBytes());
    }

    /** They are in memory until the preparation that holds them has ended. */
    @Test
    void heldBytes_areThoseThatWereGivenUpToo() throws CloudException {
        assertEquals(SessionTransfers.BYTES, transfers.newBytes(0));
        assertEquals(0, transfers.newBytes(1));
        TransfersLease first = transfers.ofAge(0).orElseThrow();
        TransfersLease second = transfers.ofAge(0).orElseThrow();
        assertEquals(2 * SessionTransfers.BYTES, transfers.heldBytes());
        use(second, true);
        assertEquals(2 * SessionTransfers.BYTES, transfers.heldBytes());
        assertEquals(0, transfers.newBytes(0), "new ones take the place of those that are kept");
        transfers.close();
        assertEquals(SessionTransfers.BYTES, transfers.heldBytes());
        use(first, false);
        assertEquals(0, transfers.heldBytes());
    }

    @Test
    void secondPreparation_waitsForTheFirst() throws Exception {
        TransfersLease first = transfers.await();
        CompletableFuture<Long> second = CompletableFuture.supplyAsync(() -> {
            try {
                return transfers.await().age();
            } catch (CloudException e) {
                throw new AssertionError(e);
            }
        });
        assertThrows(java.util.concurrent.TimeoutException.class, () -> second.get(50, TimeUnit.MILLISECONDS));
        use(first, true);
        assertEquals(1, second.get(10, TimeUnit.SECONDS));
    }

    @Test
    void waiting_endsByInterruptAndByClosing() throws Exception {
        TransfersLease first = transfers.await();
        List<Reason> reasons = new ArrayList<>();
        Thread waiting = new Thread(() -> reasons.add(reasonOf(transfers::await)));
        waiting.start();
        waiting.interrupt();
        assertTrue(waiting.join(Duration.ofSeconds(10)));
        Thread other = new Thread(() -> reasons.add(reasonOf(transfers::await)));
        other.start();
        transfers.close();
        assertTrue(other.join(Duration.ofSeconds(10)));
        assertEquals(List.of(Reason.CANCELLED, Reason.LOST), reasons);
        assertFalse(made.getFirst().closed, "in use");
        use(first, true);
        assertTrue(made.getFirst().closed, "a closed session keeps nothing");
        assertEquals(Reason.LOST, reasonOf(() -> transfers.ofAge(0)));
    }
}
