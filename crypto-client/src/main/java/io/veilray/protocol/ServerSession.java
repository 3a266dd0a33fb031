package io.veilray.protocol;

import io.veilray.he.HeParameters;
import io.veilray.he.SeededCiphertext;
import io.veilray.ot.Transfers;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.SessionTransfers.Ends;
import io.veilray.ring.Seed;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the server keeps for one client: its public key, its tickets - a few hundred bytes each in masked mode, in strict
 * mode the comparisons besides - and, once strict mode needs them, the random transfers. Safe for use by several threads.
 *
 * <p><b>Guarantees</b>: a ticket is handed out once, whoever asks first, and destroyed with the session or at its age
 * limit. Names are random and hold 128 bits.
 */
public final class ServerSession implements AutoCloseable {
    /** A ticket's half on the server, which the session owns while it keeps it. Wiped by close. */
    public record Ticket(String modelId, Seed seed, ServerShares shares) implements AutoCloseable {
        /** That of masked mode. */
        public Ticket(String modelId, Seed seed) {
            this(modelId, seed, ServerShares.none());
        }

        @Override
        public void close() {
            seed.close();
            shares.close();
        }
    }

    /** Most that the unused strict tickets of a session take: 256 MB. */
    public static final long MOST_SHARES_BYTES = StrictPlan.MOST_SERVER_BYTES;

    private record Kept(Ticket ticket, String request, Instant expires) {}

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HeParameters parameters;
    private final SeededCiphertext publicKey;
    private final int mostTickets;
    private final Duration ticketLife;
    private final InstantSource clock;
    private final Map<String, Kept> tickets = new HashMap<>();
    private final SessionTransfers transfers = new SessionTransfers(() -> Ends.of(Transfers.ofServer()));
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
    public void requireRoom() throws CloudException {
        requireRoom(0);
    }

    /** The same for a ticket with that many bytes of shares, see {@link StrictPlan#serverStoredBytes}. */
    public synchronized void requireRoom(long shareBytes) throws CloudException {
        dropExpired();
        if (closed) {
            throw new CloudException(Reason.BUSY, "the session is closed");
        }
        long held = sharesBytes();
        if (tickets.size() >= mostTickets || held + shareBytes > MOST_SHARES_BYTES) {
            throw new CloudException(
                    Reason.BUSY,
                    "the session has " + tickets.size() + " unused tickets of " + held + " bytes, the most allowed");
        }
    }

    /** What strict mode keeps here: the tickets' shares and the transfers. Expired tickets are destroyed first. */
    public synchronized long heldBytes() {
        dropExpired();
        return transfers.heldBytes() + sharesBytes();
    }

    /** What lending the transfers at that age would add to {@link #heldBytes}. */
    public long newTransfersBytes(long age) {
        return transfers.newBytes(age);
    }

    /** Unused tickets; expired ones are destroyed first. */
    public synchronized int tickets() {
        dropExpired();
        return tickets.size();
    }

    private long sharesBytes() {
        return tickets.values().stream()
                .mapToLong(kept -> kept.ticket().shares().bytes())
                .sum();
    }

    /**
     * The session's random transfers, for one strict preparation. A client whose transfers broke off names age 0 and gets
     * new ones; the old ones are destroyed, those that another preparation holds when it ends.
     *
     * @param age how many strict tickets the client says were made on them
     * @return nothing if that is not so, or another preparation has them: to the client, its session is unknown
     */
    public Optional<TransfersLease> transfers(long age) throws CloudException {
        return transfers.ofAge(age);
    }

    /** What {@link #giveUpTransfers} would free. */
    public long unusedTransfersBytes() {
        return transfers.keptBytes();
    }

    /**
     * Destroys the transfers that no preparation holds, never tickets. To its client, the session is unknown at the next
     * strict preparation, and it opens another one; the tickets it has stay good.
     */
    public void giveUpTransfers() {
        transfers.giveUpKept();
    }

    /** Keeps a ticket and names it. */
    public String keep(Ticket ticket) throws CloudException {
        return keep(ticket, "");
    }

    /**
     * The same for a ticket whose name may be lost on its way.
     *
     * @param request a name by which it can be {@link #drop}ped as well, and nothing else; empty for none
     */
    public synchronized String keep(Ticket ticket, String request) throws CloudException {
        try {
            requireRoom(ticket.shares().bytes());
        } catch (CloudException e) {
            ticket.close();
            throw e;
        }
        String name = randomName();
        tickets.put(name, new Kept(ticket, request, clock.instant().plus(ticketLife)));
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

    /** Destroys tickets that nobody will use, by their names or their requests'; unknown and empty ones are no error. */
    public synchronized void drop(Collection<String> names) {
        Set<String> dropped = new HashSet<>(names);
        dropped.remove("");
        dropIf(each -> dropped.contains(each.getKey())
                || dropped.contains(each.getValue().request()));
    }

    private void dropExpired() {
        Instant now = clock.instant();
        dropIf(each -> each.getValue().expires().isBefore(now));
    }

    private void dropIf(Predicate<Map.Entry<String, Kept>> which) {
        for (Iterator<Map.Entry<String, Kept>> all = tickets.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Kept> each = all.next();
            if (which.test(each)) {
                each.getValue().ticket().close();
                all.remove();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        tickets.values().forEach(kept -> kept.ticket().close());
        tickets.clear();
        transfers.close();
    }
}
