package io.veilray.client;

import io.veilray.protocol.ClientTicket;
import io.veilray.wire.Traffic;

/** A prepared ticket: the client's half, the name of the server's half, and what it cost. */
record Ticket(String session, String name, ClientTicket shares, Traffic traffic) implements AutoCloseable {
    @Override
    public void close() {
        shares.close();
    }

    @Override
    public String toString() {
        return "Ticket";
    }
}
