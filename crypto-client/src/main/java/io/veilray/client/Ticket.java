package io.veilray.client;

import io.veilray.protocol.ClientTicket;
import io.veilray.wire.Traffic;
import java.time.Duration;

/**
 * A prepared ticket: the client's half, the name of the server's half, what it cost, and how long the server said that it
 * keeps its half.
 */
record Ticket(String session, String name, ClientTicket shares, Traffic traffic, Duration life)
        implements AutoCloseable {
    @Override
    public void close() {
        shares.close();
    }

    @Override
    public String toString() {
        return "Ticket";
    }
}
