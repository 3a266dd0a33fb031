package io.veilray.client;

import io.veilray.protocol.ModelInfo;
import io.veilray.wire.TicketCodec;
import io.veilray.wire.Traffic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * A ticket while it waits.
 *
 * @param made when
 * @param life how long after that the server keeps its half, as it said
 */
record WaitingTicket(
        ModelInfo model,
        String session,
        String name,
        Traffic traffic,
        Instant made,
        Duration life,
        TicketPolicy.Storage storage,
        TicketBox box)
        implements AutoCloseable {
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(30);

    /** A life that leaves less than this to wait is not worth the work, and would let a server keep us busy. */
    static final Duration LEAST_WAIT = Duration.ofMinutes(1);

    /** How long such a ticket may wait here: a tenth less than there, at most 30 s, so that its use comes in time. */
    static Duration longestWait(Duration life) {
        Duration tenth = life.dividedBy(10);
        return life.minus(tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN);
    }

    /** When it is too old. */
    Instant expires(Duration age) {
        Duration wait = longestWait(life);
        return made.plus(wait.compareTo(age) < 0 ? wait : age);
    }

    long bytes() {
        return TicketCodec.bytes(model.network());
    }

    /** The ticket, to be used now; nothing is left here, whatever happens. */
    Ticket open() throws IOException {
        byte[] content = box.open();
        try {
            return new Ticket(session, name, TicketCodec.unpack(content, model.network()), traffic, life);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    @Override
    public void close() {
        box.close();
    }

    @Override
    public String toString() {
        return "WaitingTicket";
    }
}
