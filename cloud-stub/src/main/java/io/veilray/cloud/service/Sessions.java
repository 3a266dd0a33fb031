package io.veilray.cloud.service;

import io.veilray.cloud.service.Refusals.Cause;
import io.veilray.he.HeParameters;
import io.veilray.he.SeededCiphertext;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.ServerSession;
import io.veilray.protocol.TransfersLease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The open sessions by their random names, each its client's alone: to others it is unknown. Counts what they take, in all
 * and for each client. Safe for use by several threads.
 */
final class Sessions implements AutoCloseable {
    /** Transfers of a session without a call for that long make room for others: its client may be dead. */
    private static final Duration IDLE_TRANSFERS = Duration.ofMinutes(1);

    /** A session while it is open; a call that uses it must {@link #leave} it in the end. */
    final class Open {
        final ServerSession session;
        final Client client;
        private int calls;
        /** Tickets that are being made in it. */
        private int promised;

        private Instant lastUse;
        private boolean closed;

        private Open(ServerSession session, Client client) {
            this.session = session;
            this.client = client;
            this.lastUse = clock.instant();
        }

        /** Ends one call's use. */
        void leave() {
            synchronized (Sessions.this) {
                calls--;
                lastUse = clock.instant();
                if (closed && calls == 0) {
                    closing.remove(this);
                }
            }
        }
    }

    private final ServerPolicy policy;
    private final InstantSource clock;
    private final Refusals refusals;
    private final Map<String, Open> open = new HashMap<>();
    /** Closed ones whose calls have not ended: these may hold transfers. */
    private final List<Open> closing = new ArrayList<>();
    /** For tickets that are being made or used. */
    private long promisedBytes;

    Sessions(ServerPolicy policy, InstantSource clock, Refusals refusals) {
        this.policy = policy;
        this.clock = clock;
        this.refusals = refusals;
    }

    /** Fails now rather than after the work if no further session may be opened. */
    synchronized void requireRoom(Client client) throws CloudException {
        dropIdle();
        int most = policy.client().mostSessions();
        if (client.sessions >= most) {
            throw refusals.busy(Cause.SESSIONS, client, "you have " + most + " sessions, the most allowed");
        }
        most = policy.all().mostSessions();
        if (open.size() >= most) {
            throw refusals.busy(Cause.SESSIONS, client, "all " + most + " sessions are taken");
        }
    }

    /** Opens a session and names it. */
    synchronized String open(Client client, HeParameters parameters, SeededCiphertext publicKey) throws CloudException {
        requireRoom(client);
        String name = ServerSession.randomName();
        ServiceLimits limits = policy.all();
        ServerSession session =
                new ServerSession(parameters, publicKey, limits.mostTickets(), limits.ticketLife(), clock);
        open.put(name, new Open(session, client));
        client.sessions++;
        return name;
    }

    /** Begins a call's use of a session; empty if that client has none of that name. */
    synchronized Optional<Open> enter(Client client, String name) throws CloudException {
        dropIdle();
        Open found = open.get(name);
        if (found == null || found.client != client) {
            return Optional.empty();
        }
        if (found.calls >= policy.all().mostCallsPerSession()) {
            throw refusals.busy(
                    Cause.CALLS, client, "the session has " + found.calls + " calls running, the most allowed");
        }
        found.calls++;
        found.lastUse = clock.instant();
        return Optional.of(found);
    }

    /**
     * Sets room aside for a ticket that is to be made, or fails now rather than after the work.
     *
     * @param keptBytes that it takes in its session
     * @param makingBytes that it takes while it is made
     */
    synchronized Room reserve(Open at, long keptBytes, long makingBytes) throws CloudException {
        Client client = at.client;
        int here = at.session.tickets() + at.promised;
        if (here >= policy.all().mostTickets()) {
            throw refusals.busy(Cause.TICKETS, client, "the session has " + here + " unused tickets, the most allowed");
        }
        int all = tickets(client) + client.promisedTickets;
        if (all >= policy.client().mostTickets()) {
            throw refusals.busy(Cause.TICKETS, client, "you have " + all + " unused tickets, the most allowed");
        }
        try {
            at.session.requireRoom(keptBytes);
        } catch (CloudException e) {
            throw refusals.busy(Cause.TICKETS, client, e.getMessage());
        }
        requireBytes(client, makingBytes);
        return promise(new Room(this, at, 1, makingBytes));
    }

    /** The session's transfers at that age, counted from now on; empty as {@link ServerSession#transfers}. */
    synchronized Optional<TransfersLease> transfers(Open at, long age) throws CloudException {
        long more = at.session.newTransfersBytes(age);
        if (more > 0) {
            requireBytes(at.client, more);
        }
        return at.session.transfers(age);
    }

    private void requireBytes(Client client, long more) throws CloudException {
        Predicate<Open> own = each -> each.client == client;
        requireBytes(client, more, policy.client().mostStrictBytes(), own, client.promisedBytes, "you");
        requireBytes(client, more, policy.all().mostStrictBytes(), each -> true, promisedBytes, "all clients");
    }

    private void requireBytes(Client client, long more, long most, Predicate<Open> which, long promised, String whose)
            throws CloudException {
        if (more > most) {
            throw refusals.refused(
                    client, "a ticket of this model takes " + more + " bytes here, and " + whose + " may have " + most);
        }
        giveUpIdle(which, heldBytes(which) + promised + more - most);
        long held = heldBytes(which) + promised;
        if (held + more > most) {
            throw refusals.busy(
                    Cause.MEMORY,
                    client,
                    "the strict tickets of " + whose + " take " + held + " bytes of at most " + most
                            + ", with what is being made");
        }
    }

    /**
     * Destroys the transfers of sessions without calls, those that have been idle longest first, if that many bytes come of
     * it. Their tickets stay; a client that lives begins new transfers with its next ticket.
     */
    private void giveUpIdle(Predicate<Open> which, long needed) {
        Instant newest = clock.instant().minus(IDLE_TRANSFERS);
        List<Open> idle = open.values().stream()
                .filter(which.and(each -> each.calls == 0 && each.lastUse.isBefore(newest)))
                .sorted(Comparator.comparing(each -> each.lastUse))
                .toList();
        if (idle.stream().mapToLong(each -> each.session.unusedTransfersBytes()).sum() < needed) {
            return;
        }
        long left = needed;
        for (Iterator<Open> each = idle.iterator(); left > 0 && each.hasNext(); ) {
            ServerSession session = each.next().session;
            left -= session.unusedTransfersBytes();
            session.giveUpTransfers();
        }
    }

    /** Counts what a ticket still takes after it left its session; never fails. */
    synchronized Room charge(Open at, long bytes) {
        return promise(new Room(this, at, 0, bytes));
    }

    private Room promise(Room room) {
        change(room, 1);
        return room;
    }

    synchronized void giveBack(Room room) {
        change(room, -1);
    }

    private void change(Room room, int sign) {
        room.at.promised += sign * room.tickets;
        room.at.client.promisedTickets += sign * room.tickets;
        room.at.client.promisedBytes += sign * room.bytes;
        promisedBytes += sign * room.bytes;
    }

    /** That client's, if it has one of that name. */
    synchronized void close(Client client, String name) {
        Open found = open.get(name);
        if (found != null && found.client == client) {
            open.remove(name);
            drop(found);
        }
    }

    private void drop(Open session) {
        session.session.close();
        session.client.sessions--;
        session.closed = true;
        if (session.calls > 0) {
            closing.add(session);
        }
    }

    synchronized int count() {
        return open.size();
    }

    /** Unused tickets of all clients. */
    synchronized int tickets() {
        return tickets(each -> true);
    }

    private int tickets(Client client) {
        return tickets(each -> each.client == client);
    }

    private int tickets(Predicate<Open> which) {
        return open.values().stream()
                .filter(which)
                .mapToInt(each -> each.session.tickets())
                .sum();
    }

    /** What strict mode takes here, with what is promised. */
    synchronized long strictBytes() {
        return heldBytes() + promisedBytes;
    }

    private long heldBytes() {
        return heldBytes(each -> true);
    }

    private long heldBytes(Client client) {
        return heldBytes(each -> each.client == client);
    }

    private long heldBytes(Predicate<Open> which) {
        return heldBytes(open.values(), which) + heldBytes(closing, which);
    }

    private static long heldBytes(Iterable<Open> sessions, Predicate<Open> which) {
        long sum = 0;
        for (Open each : sessions) {
            sum += which.test(each) ? each.session.heldBytes() : 0;
        }
        return sum;
    }

    /** Clients with sessions. */
    synchronized Set<Client> clients() {
        Set<Client> out = new HashSet<>();
        open.values().forEach(each -> out.add(each.client));
        closing.forEach(each -> out.add(each.client));
        return out;
    }

    /** Forgets sessions that no call has used for too long. */
    synchronized void dropIdle() {
        Instant oldest = clock.instant().minus(policy.all().sessionIdle());
        open.values().removeIf(each -> {
            boolean idle = each.calls == 0 && each.lastUse.isBefore(oldest);
            if (idle) {
                drop(each);
            }
            return idle;
        });
    }

    @Override
    public synchronized void close() {
        open.values().forEach(this::drop);
        open.clear();
    }
}
