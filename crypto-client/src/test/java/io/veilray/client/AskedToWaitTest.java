package io.veilray.client;

import static io.veilray.client.FakeTickets.A;
import static io.veilray.client.FakeTickets.eventually;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.protocol.CloudException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pool obeys a busy server. */
@Timeout(60)
class AskedToWaitTest {
    private final FakeTickets tickets = new FakeTickets();
    private final TicketPool pool = new TicketPool(List.of(A), tickets, tickets.now::get, Path.of("unused"));

    @AfterEach
    void close() {
        pool.close();
    }

    /** Whatever else succeeds meanwhile. */
    @Test
    void serverThatAsksToWait_isLeftAloneForSoLong() throws Exception {
        tickets.failure = Optional.of(Reason.BUSY);
        tickets.retryAfter = Duration.ofSeconds(90);
        pool.keepReady("a");
        eventually("it is not tried", () -> tickets.calls.size() == 1);
        eventually("it is not tried again", () -> {
            tickets.pass(Duration.ofMillis(500));
            pool.classificationBegins(A);
            pool.classificationEnds(true);
            return tickets.calls.size() >= 3;
        });
        for (int i = 0; i < 2; i++) {
            Duration pause = Duration.between(tickets.calls.get(i), tickets.calls.get(i + 1));
            assertTrue(pause.compareTo(Duration.ofSeconds(90)) >= 0, "pause " + i + " was " + pause);
        }
    }
}
