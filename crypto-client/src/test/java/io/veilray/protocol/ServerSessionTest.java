package io.veilray.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.he.HeParameters;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.ring.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A ticket used twice would let the server subtract two images: single use is the heart of privacy here. */
class ServerSessionTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final ServerSession session =
            new ServerSession(HeParameters.N4096, null, 2, Duration.ofMinutes(10), now::get);

    /** With room for a hundred tickets. */
    static ServerSession session() {
        return new ServerSession(HeParameters.N8192, null, 100, Duration.ofMinutes(10), () -> Instant.EPOCH);
    }

    private String keep(Seed seed) throws CloudException {
        return session.keep(new ServerSession.Ticket("m", seed));
    }

    private static Reason reasonOf(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(CloudException.class, action).reason();
    }

    @Test
    void ticket_isTakenOnce() throws CloudException {
        String name = keep(Seed.random());
        assertEquals("m", session.take(name).modelId());
        assertEquals(Reason.TICKET_SPENT, reasonOf(() -> session.take(name)));
        assertEquals(Reason.TICKET_SPENT, reasonOf(() -> session.take("unknown")));
    }

    @Test
    void expiredTicket_isGoneAndWiped() throws CloudException {
        Seed seed = Seed.random();
        String name = keep(seed);
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(11)));
        assertEquals(Reason.TICKET_SPENT, reasonOf(() -> session.take(name)));
        assertArrayEquals(new byte[Seed.BYTES], seed.toBytes());
    }

    @Test
    void droppedTicket_isGoneAndWiped() throws CloudException {
        Seed seed = Seed.random();
        String name = keep(seed);
        session.drop(List.of("unknown", ""));
        session.drop(List.of(name));
        assertEquals(Reason.TICKET_SPENT, reasonOf(() -> session.take(name)));
        assertArrayEquals(new byte[Seed.BYTES], seed.toBytes());
    }

    @Test
    void ticketWhoseNameWasLost_isDroppedByItsRequest_andNotTakenByIt() throws CloudException {
        Seed seed = Seed.random();
        String name = session.keep(new ServerSession.Ticket("m", seed), "request");
        assertEquals(1, session.tickets());
        assertEquals(Reason.TICKET_SPENT, reasonOf(() -> session.take("request")));
        session.drop(List.of(""));
        assertEquals(1, session.tickets());
        session.drop(List.of("request"));
        assertEquals(0, session.tickets());
        assertEquals(Reason.TICKET_SPENT, reasonOf(() -> session.take(name)));
        assertArrayEquals(new byte[Seed.BYTES], seed.toBytes());
    }

    @Test
    void moreTicketsThanAllowed_areRefusedAndWiped() throws CloudException {
        keep(Seed.random());
        keep(Seed.random());
        Seed third = Seed.random();
        assertEquals(Reason.BUSY, reasonOf(() -> keep(third)));
        assertArrayEquals(new byte[Seed.BYTES], third.toBytes());
    }

    @Test
    void closedSession_wipesItsTicketsAndTakesNoMore() throws CloudException {
        Seed seed = Seed.random();
        keep(seed);
        session.close();
        assertArrayEquals(new byte[Seed.BYTES], seed.toBytes());
        assertEquals(Reason.BUSY, reasonOf(() -> keep(Seed.random())));
    }

    /** Strict tickets weigh megabytes each: their bytes are bounded, whatever their number. */
    @Test
    void strictTickets_areBoundedByTheirBytes() throws CloudException {
        StrictPlan plan = StrictPlan.of(StrictNetworks.fourConvolutions(128));
        long fit = ServerSession.MOST_SHARES_BYTES / plan.serverStoredBytes();
        assertTrue(fit >= 2 && fit < 100, fit + " tickets of " + plan.serverStoredBytes() + " bytes");
        ServerSession strict = session();
        for (int i = 0; i < fit; i++) {
            strict.keep(new ServerSession.Ticket("m", Seed.random(), new ServerShares(plan, List.of())));
        }
        assertEquals(Reason.BUSY, reasonOf(() -> strict.requireRoom(plan.serverStoredBytes())));
        Seed refused = Seed.random();
        ServerShares shares = new ServerShares(plan, List.of());
        assertEquals(Reason.BUSY, reasonOf(() -> strict.keep(new ServerSession.Ticket("m", refused, shares))));
        assertArrayEquals(new byte[Seed.BYTES], refused.toBytes());
        assertThrows(IllegalStateException.class, shares::use, "wiped");
        strict.requireRoom();
    }

    /** A session that nobody calls any more must not keep others from making tickets. */
    @Test
    void expiredStrictTickets_weighNothingWhoeverAsks() throws CloudException {
        StrictPlan plan = StrictPlan.of(StrictNetworks.fourConvolutions(28));
        ServerShares shares = new ServerShares(plan, List.of());
        session.keep(new ServerSession.Ticket("m", Seed.random(), shares));
        assertEquals(plan.serverStoredBytes(), session.heldBytes());
        now.set(Instant.EPOCH.plus(Duration.ofMinutes(11)));
        assertEquals(0, session.heldBytes());
        assertThrows(IllegalStateException.class, shares::use, "wiped");
    }

    @Test
    void transfers_areTheSessionsAndGoWithIt() throws CloudException {
        ServerSession strict = session();
        TransfersLease lease = strict.transfers(0).orElseThrow();
        assertTrue(strict.transfers(1).isEmpty());
        assertEquals(SessionTransfers.BYTES, strict.heldBytes());
        lease.close();
        assertEquals(0, strict.heldBytes());
        assertTrue(strict.transfers(1).isEmpty());
        strict.close();
        assertEquals(Reason.LOST, reasonOf(() -> strict.transfers(0)));
    }

    /** A server for many: ten thousand tickets that nobody uses must not weigh on it. */
    @Test
    void unusedTickets_takeAFewHundredBytesEach() throws CloudException {
        int many = 10_000;
        ServerSession large =
                new ServerSession(HeParameters.N4096, null, many, Duration.ofMinutes(10), () -> Instant.EPOCH);
        long before = retainedBytes();
        for (int i = 0; i < many; i++) {
            large.keep(new ServerSession.Ticket("m", Seed.random()));
        }
        long each = (retainedBytes() - before) / many;
        assertTrue(each > 50 && each < 400, each + " bytes a ticket");
        large.close();
    }

    private static long retainedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
