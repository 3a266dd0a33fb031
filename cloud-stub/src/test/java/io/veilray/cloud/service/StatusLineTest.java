package io.veilray.cloud.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.veilray.cloud.work.Workers;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the operator's log says, and whom it names. */
class StatusLineTest {
    private static final String ADDRESS = "192.0.2.77";

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.veilray.cloud.service");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Workers workers = new Workers(1);
    private Instant now = Instant.EPOCH;
    private StatusLine.Figures figures = new StatusLine.Figures(0, 0, 0, 0, 0, 0, "none");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
        workers.close();
    }

    private List<String> said() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Attributes connection() {
        return Attributes.newBuilder()
                .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, (SocketAddress) new InetSocketAddress(ADDRESS, 9))
                .build();
    }

    @Test
    void line_comesAtIntervalsAndOnlyWhenSomethingChanged() {
        StatusLine line = new StatusLine(ServerPolicy.DEFAULT, () -> now, () -> figures);
        figures = new StatusLine.Figures(2, 3, 4, 1, 5, 6 << 20, "rate 7");
        line.tick();
        assertEquals(List.of(), said(), "it is not yet time");
        now = now.plus(Duration.ofMinutes(5));
        line.tick();
        line.tick();
        now = now.plus(Duration.ofMinutes(5));
        line.tick();
        assertEquals(1, said().size());
        assertTrue(
                said().getFirst()
                        .startsWith(
                                "clients 2, sessions 3 of 1000, tickets 4, calls 1 making and 5 online of 64, strict 6 of "),
                said().getFirst());
        assertTrue(said().getFirst().endsWith("refused since start: rate 7"), said().getFirst());
        figures = new StatusLine.Figures(0, 0, 0, 0, 0, 0, "rate 7");
        now = now.plus(Duration.ofMinutes(5));
        line.tick();
        assertEquals(2, said().size());
    }

    @Test
    void intervalOfZero_saysNothing() {
        StatusLine line = new StatusLine(ServerPolicy.IN_PROCESS, () -> now, () -> figures);
        figures = new StatusLine.Figures(2, 3, 4, 1, 5, 6, "rate 7");
        now = now.plus(Duration.ofDays(1));
        line.tick();
        assertEquals(List.of(), said());
    }

    @Test
    void refusedClient_isNamedAtLevelDebugOnly() {
        Clients clients = new Clients(ClientLimits.DEFAULT, () -> now, workers);
        Refusals refusals = new Refusals();
        refusals.busy(Refusals.Cause.RATE, clients.of(connection()), "too much");
        assertEquals(List.of(), said());
        assertEquals("rate 1", refusals.toString());
        logger.setLevel(Level.DEBUG);
        refusals.busy(Refusals.Cause.RATE, clients.of(connection()), "too much");
        assertTrue(said().getFirst().contains(ADDRESS));
    }

    /** Nobody's address is kept once nothing depends on it. */
    @Test
    void quietClient_isForgotten() {
        Clients clients = new Clients(ClientLimits.DEFAULT, () -> now, workers);
        Client client = clients.of(connection());
        client.calls().take(0);
        now = now.plus(Duration.ofMinutes(3));
        clients.forgetQuiet(Set.of(client));
        assertEquals(1, clients.count());
        client.workSeconds().use(1e9);
        clients.forgetQuiet(Set.of());
        assertEquals(1, clients.count(), "it has debts");
        now = now.plus(Duration.ofMinutes(3));
        clients.forgetQuiet(Set.of());
        assertEquals(0, clients.count());
        assertFalse(client == clients.of(connection()));
    }
}
