package io.veilray.cloud.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.cloud.work.Workers;
import io.veilray.he.HeParameters;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.Leases;
import io.veilray.protocol.ServerSession;
import io.veilray.protocol.TransfersLease;
import io.veilray.ring.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Whose a session is, and what counts for whom. */
class SessionsTest {
    private static final long MEGABYTE = 1 << 20;

    private Instant now = Instant.EPOCH;
    private final Workers workers = new Workers(1);
    private final ServerPolicy policy = ServerPolicy.DEFAULT
            .withLimits(new ServiceLimits(
                    3,
                    Duration.ofMinutes(10),
                    2,
                    Duration.ofMinutes(5),
                    9,
                    9,
                    40 * MEGABYTE,
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1)))
            .withClient(new ClientLimits(2, 9, 3, 24 * MEGABYTE, 100, 100));
    private final Refusals refusals = new Refusals();
    private final Sessions sessions = new Sessions(policy, () -> now, refusals);
    private final Client alice = client("192.0.2.1");
    private final Client bob = client("192.0.2.2");

    private Client client(String address) {
        return new Client(new ClientKey("", address), policy.client(), () -> now, workers);
    }

    @AfterEach
    void stop() {
        sessions.close();
        workers.close();
    }

    private String open(Client client) throws CloudException {
        return sessions.open(client, HeParameters.N8192, null);
    }

    private Sessions.Open enter(Client client, String name) throws CloudException {
        return sessions.enter(client, name).orElseThrow();
    }

    private static void assertBusy(Executable action) {
        CloudException e = assertThrows(CloudException.class, action);
        assertEquals(Reason.BUSY, e.reason());
        assertTrue(e.retryAfter().orElseThrow().isPositive());
    }

    @Test
    void sessionOfAnother_isUnknown() throws Exception {
        String name = open(alice);
        assertTrue(sessions.enter(bob, name).isEmpty());
        sessions.close(bob, name);
        enter(alice, name).leave();
        sessions.close(alice, name);
        assertTrue(sessions.enter(alice, name).isEmpty());
    }

    @Test
    void sessions_areLimitedForEachAndInAll() throws Exception {
        String first = open(alice);
        open(alice);
        assertBusy(() -> open(alice));
        open(bob);
        assertBusy(() -> open(bob));
        sessions.close(alice, first);
        open(bob);
        assertEquals("sessions 2", refusals.toString());
        now = now.plus(Duration.ofMinutes(11));
        sessions.dropIdle();
        assertEquals(0, sessions.count());
        assertEquals(Set.of(), sessions.clients());
        open(alice);
        open(alice);
    }

    /** Two in one session, three for one client; what is being made counts. */
    @Test
    void tickets_areLimitedForEachSessionAndClient() throws Exception {
        Sessions.Open one = enter(alice, open(alice));
        Sessions.Open two = enter(alice, open(alice));
        Room first = sessions.reserve(one, 0, 0);
        sessions.reserve(one, 0, 0);
        assertBusy(() -> sessions.reserve(one, 0, 0));
        sessions.reserve(two, 0, 0);
        assertBusy(() -> sessions.reserve(two, 0, 0));
        first.close();
        first.close();
        sessions.reserve(two, 0, 0);
        assertBusy(() -> sessions.reserve(one, 0, 0));
        sessions.reserve(enter(bob, open(bob)), 0, 0);
    }

    @Test
    void bytes_areLimitedForEachAndInAll() throws Exception {
        Sessions.Open hers = enter(alice, open(alice));
        Sessions.Open his = enter(bob, open(bob));
        Room room = sessions.reserve(hers, 0, 20 * MEGABYTE);
        assertBusy(() -> sessions.reserve(hers, 0, 5 * MEGABYTE));
        assertBusy(() -> sessions.reserve(his, 0, 21 * MEGABYTE));
        Room used = sessions.charge(his, 30 * MEGABYTE);
        assertEquals(50 * MEGABYTE, sessions.strictBytes());
        room.close();
        used.close();
        assertEquals(0, sessions.strictBytes());
        CloudException never = assertThrows(CloudException.class, () -> sessions.reserve(hers, 0, 25 * MEGABYTE));
        assertEquals(Reason.REFUSED, never.reason());
        assertEquals(0, sessions.strictBytes());
    }

    private Sessions.Open withTransfers(Client client) throws CloudException {
        Sessions.Open at = enter(client, open(client));
        Leases.unbroken(sessions.transfers(at, 0).orElseThrow());
        return at;
    }

    /** Of clients that were killed, say; their tickets stay. */
    @Test
    void idleTransfers_makeRoomIfThatIsEnough() throws Exception {
        String dead = open(alice);
        Sessions.Open at = enter(alice, dead);
        Leases.unbroken(sessions.transfers(at, 0).orElseThrow());
        String ticket = at.session.keep(new ServerSession.Ticket("any", Seed.random()));
        at.leave();
        Sessions.Open hers = enter(alice, open(alice));
        sessions.reserve(hers, 0, 10 * MEGABYTE);
        assertBusy(() -> sessions.reserve(hers, 0, 10 * MEGABYTE));
        now = now.plus(Duration.ofMinutes(2));
        assertBusy(() -> sessions.reserve(hers, 0, 15 * MEGABYTE));
        assertEquals(18 * MEGABYTE, sessions.strictBytes(), "nothing is given up in vain");
        Room room = sessions.reserve(hers, 0, 10 * MEGABYTE);
        assertEquals(20 * MEGABYTE, sessions.strictBytes());
        room.close();
        at = enter(alice, dead);
        at.session.take(ticket).close();
        assertTrue(sessions.transfers(at, 1).isEmpty(), "to its client the session is unknown now");
        sessions.transfers(at, 0).orElseThrow().close();
    }

    @Test
    void transfersOfSessionsWithCalls_areNeverGivenUp() throws Exception {
        Sessions.Open his = withTransfers(bob);
        Sessions.Open hers = enter(alice, open(alice));
        Room used = sessions.charge(his, 16 * MEGABYTE);
        now = now.plus(Duration.ofMinutes(5));
        assertBusy(() -> sessions.reserve(hers, 0, 20 * MEGABYTE));
        his.leave();
        assertBusy(() -> sessions.reserve(hers, 0, 20 * MEGABYTE));
        now = now.plus(Duration.ofMinutes(2));
        sessions.reserve(hers, 0, 20 * MEGABYTE);
        assertEquals(36 * MEGABYTE, sessions.strictBytes());
        used.close();
    }

    /** What a client gives up by beginning anew is still in memory until its old calls have ended. */
    @Test
    void transfersThatWereGivenUp_countUntilTheyComeBack() throws Exception {
        String name = open(alice);
        Sessions.Open at = enter(alice, name);
        TransfersLease first = sessions.transfers(at, 0).orElseThrow();
        TransfersLease second = sessions.transfers(at, 0).orElseThrow();
        sessions.transfers(at, 0).orElseThrow();
        assertEquals(24 * MEGABYTE, sessions.strictBytes());
        assertBusy(() -> sessions.transfers(at, 0));
        first.close();
        TransfersLease fourth = sessions.transfers(at, 0).orElseThrow();
        sessions.close(alice, name);
        assertEquals(24 * MEGABYTE, sessions.strictBytes(), "of a closed session too");
        assertEquals(Set.of(alice), sessions.clients());
        second.close();
        fourth.close();
        assertEquals(8 * MEGABYTE, sessions.strictBytes());
        at.leave();
        assertEquals(0, sessions.strictBytes());
        assertEquals(Set.of(), sessions.clients());
    }
}
