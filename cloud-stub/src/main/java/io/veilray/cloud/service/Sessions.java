package io.veilray.cloud.service;

import io.veilray.he.HeParameters;
import io.veilray.he.SeededCiphertext;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ServerSession;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** The open sessions by their random names. Safe for use by several threads. */
final class Sessions implements AutoCloseable {
    /** A session while it is open; a call that uses it must {@link #leave} it in the end. */
    final class Open {
        final ServerSession session;
        private int calls;
        private Instant lastUse;

        private Open(ServerSession session) {
            this.session = session;
            this.lastUse = clock.instant();
        }

        /** Ends one call's use. */
        void leave() {
            synchronized (Sessions.this) {
                calls--;
                lastUse = clock.instant();
            }
        }
    }

    private final ServiceLimits limits;
    private final InstantSource clock;
    private final Map<String, Open> open = new HashMap<>();
    /** For strict tickets that are being made or used. */
    private long promisedBytes;

    Sessions(ServiceLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Fails now rather than after the work if no further session may be opened. */
    synchronized void requireRoom() throws CloudException {
        dropIdle();
        if (open.size() >= limits.mostSessions()) {
            throw new CloudException(Reason.BUSY, "all " + limits.mostSessions() + " sessions are taken");
        }
    }

    /** Opens a session and names it. */
    synchronized String open(HeParameters parameters, SeededCiphertext publicKey) throws CloudException {
        requireRoom();
        String name = ServerSession.randomName();
        open.put(
                name,
                new Open(new ServerSession(parameters, publicKey, limits.mostTickets(), limits.ticketLife(), clock)));
        return name;
    }

    /** Begins a call's use of a session; empty if there is none of that name. */
    synchronized Optional<Open> enter(String name) throws CloudException {
        dropIdle();
        Open found = open.get(name);
        if (found == null) {
            return Optional.empty();
        }
        if (found.calls >= limits.mostCallsPerSession()) {
            throw new CloudException(
                    Reason.BUSY, "the session has " + found.calls + " calls running, the most allowed");
        }
        found.calls++;
        found.lastUse = clock.instant();
        return Optional.of(found);
    }

    /**
     * Sets that much aside for a strict ticket that is being made, or fails now rather than after the work; {@link #release}
     * it in the end.
     */
    synchronized void reserve(long bytes) throws CloudException {
        long held = open.values().stream()
                .mapToLong(each -> each.session.heldBytes())
                .sum();
        if (held + promisedBytes + bytes > limits.mostStrictBytes()) {
            throw new CloudException(
                    Reason.BUSY,
                    "the unused strict tickets take " + held
                            + " bytes, as many as may be kept with what is being made");
        }
        promisedBytes += bytes;
    }

    /** Counts what a strict ticket still takes after it left its session, to be {@link #release}d in the end; never fails. */
    synchronized void charge(long bytes) {
        promisedBytes += bytes;
    }

    synchronized void release(long bytes) {
        promisedBytes -= bytes;
    }

    synchronized void close(String name) {
        Open found = open.remove(name);
        if (found != null) {
            found.session.close();
        }
    }

    synchronized int count() {
        return open.size();
    }

    /** What the strict tickets and transfers take, those that are being made or used among them. */
    synchronized long strictBytes() {
        return promisedBytes
                + open.values().stream()
                        .mapToLong(each -> each.session.heldBytes())
                        .sum();
    }

    /** Unused tickets of all sessions. */
    synchronized int tickets() {
        return open.values().stream().mapToInt(each -> each.session.tickets()).sum();
    }

    /** Forgets sessions that no call has used for too long. */
    synchronized void dropIdle() {
        Instant oldest = clock.instant().minus(limits.sessionIdle());
        for (Iterator<Open> all = open.values().iterator(); all.hasNext(); ) {
            Open each = all.next();
            if (each.calls == 0 && each.lastUse.isBefore(oldest)) {
                each.session.close();
                all.remove();
            }
        }
    }

    @Override
    public synchronized void close() {
        open.values().forEach(each -> each.session.close());
        open.clear();
    }
}
