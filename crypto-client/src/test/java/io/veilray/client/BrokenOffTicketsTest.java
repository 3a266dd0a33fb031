package io.veilray.client;

import static io.veilray.client.FakeTickets.A;
import static io.veilray.client.FakeTickets.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server hears of tickets that broke off, though not at once. */
@Timeout(60)
class BrokenOffTicketsTest {
    private final FakeTickets tickets = new FakeTickets();
    private final TicketPool pool = new TicketPool(List.of(A), tickets, tickets.now::get, Path.of("unused"));

    @AfterEach
    void close() {
        pool.close();
    }

    /** Of a session that is not in use nothing is told. */
    @Test
    void whatWasLost_isToldAgain() throws Exception {
        assertTrue(pool.take(A, "s").isEmpty());
        tickets.lostDrops.set(1);
        pool.abandon("another", "nobody's");
        pool.abandon("s", "first");
        eventually("the server is not told", () -> tickets.lostDrops.get() == 0);
        tickets.pass(Duration.ofSeconds(2));
        pool.abandon("s", "second");
        eventually("the server is not told again", () -> tickets.dropped.size() == 2);
        assertEquals(
                List.of("first", "second"), tickets.dropped.stream().sorted().toList());
    }
}
