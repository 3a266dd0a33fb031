package io.veilray.protocol;

import io.veilray.he.HeParameters;
import io.veilray.he.SeededCiphertext;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.ring.Seed;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;

/**
 * What the server keeps for one client: its public key and the seeds of its tickets, a few hundred bytes each. Safe for
 * use by several threads.
 *
 * <p><b>Guarantees</b>: a ticket is handed out once, whoever asks first, and destroyed with the session or at its age
 * limit. Names are random and hold 128 bits.
 */
public final class ServerSession implements AutoCloseable {
    /** A ticket's half on the server. */
    public record Ticket(String modelId, Seed seed) {}

    private record Kept(Ticket ticket, Instant expires) {}

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HeParameters parameters;
    private final SeededCiphertext publicKey;
    private final int mostTickets;
    private final Duration ticketLife;
    private final InstantSource clock;
    private final Map<String, Kept> tickets = new HashMap<>();
    private boolean closed;

    public ServerSession(
            HeParameters parameters,
            SeededCiphertext publicKey,
            int mostTickets,
            Duration ticketLife,
            InstantSource clock) {
        this.parameters = parameters;
        this.publicKey = publicKey;
        this.mostTickets = mostTickets;
        this.ticketLife = ticketLife;
        this.clock = clock;
    }

    public HeParameters parameters() {
        return parameters;
    }

    public SeededCiphertext publicKey() {
        return publicKey;
    }

    /** How long an unused ticket is kept. */
    public Duration ticketLife() {
        return ticketLife;
    }

    /** A random name of 128 bits, in hexadecimal: for sessions, tickets and requests. */
    public static String randomName() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Fails now rather than after the work if no further ticket may be kept. */
    public synchronized void requireRoom() throws CloudException {
        dropExpired();
        if (closed || tickets.size() >= mostTickets) {
            throw new CloudException(
                    Reason.BUSY,
                    closed
                            ? "the session is closed"
                            : "the session has " + tickets.size() + " unused tickets, the most allowed");
        }
    }

    /** Keeps a ticket and names it. */
    public synchronized String keep(Ticket ticket) throws CloudException {
        try {
            requireRoom();
        } catch (CloudException e) {
            ticket.seed().close();
            throw e;
        }
        String name = randomName();
        tickets.put(name, new Kept(ticket, clock.instant().plus(ticketLife)));
        return name;
    }

    /** Takes a ticket out; it cannot be taken again. */
    public synchronized Ticket take(String name) throws CloudException {
        dropExpired();
        Kept kept = tickets.remove(name);
        if (kept == null) {
            throw new CloudException(Reason.TICKET_SPENT, "the ticket is unknown, expired or used");
        }
        return kept.ticket();
    }

    /** Destroys a ticket that nobody will use; an unknown one is no error. */
    public synchronized void drop(String name) {
        Kept kept = tickets.remove(name);
        if (kept != null) {
            kept.ticket().seed().close();
        }
    }

    private void dropExpired() {
        Instant now = clock.instant();
        for (Iterator<Kept> all = tickets.values().iterator(); all.hasNext(); ) {
            Kept kept = all.next();
            if (kept.expires().isBefore(now)) {
                kept.ticket().seed().close();
                all.remove();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        tickets.values().forEach(kept -> kept.ticket().seed().close());
        tickets.clear();
    }
}
