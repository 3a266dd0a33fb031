package io.veilray.client;

import io.veilray.client.ReadyTeller.Count;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tickets made in the background before they are wanted. Safe for use by several threads.
 *
 * <p>One thread makes them one after another and gives way to classifications: it begins none while one runs, and holds
 * one that it has begun between two messages. Failures are silent: there are fewer tickets ready, and it tries again after
 * a pause that grows to a minute and is never shorter than the server asks for, unless the reason will not pass by itself. A model that nobody has asked for or
 * classified with for an hour gets no new tickets until somebody does.
 *
 * <p>Strict tickets of one session are made one at a time. A classification that finds none ready while one of its model is
 * being made waits for that one; while any classification waits, for it or to make a strict ticket of its own, the
 * background does not hold: otherwise the two would wait for each other.
 *
 * <p><b>Guarantees</b>: a ticket is given out once, and destroyed if it is too old, surplus, of a session that the server
 * has forgotten, or if its file cannot be written or read. <b>Does not guarantee</b> that the server still has its half.
 */
public final class TicketPool {
    /**
     * Told how many tickets of a model are ready, and how many there will be, on any thread; must return quickly. None
     * will be after a lasting failure, without room for one, or when nobody has used the model for an hour.
     */
    @FunctionalInterface
    public interface Listener {
        void changed(String modelId, int ready, int wanted);
    }

    private static final Duration LONGEST_IDLE = Duration.ofHours(1);

    /** A third of what a server waits for the next message of a call. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);

    private final List<ModelInfo> models;
    private final InstantSource clock;
    private final TicketFiller filler;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TicketShelf shelf = new TicketShelf();
    private final Backoff backoff = new Backoff();
    /** When each model was last asked for or classified with. */
    private final Map<ModelInfo, Instant> lastUse = new HashMap<>();
    /** The models that were asked for, the one named last first. */
    private final List<ModelInfo> asked = new ArrayList<>();

    private final Set<ModelInfo> stopped = new HashSet<>();
    private final ReadyTeller teller = new ReadyTeller(this::counts);
    private int classifications;
    /** Classifications that wait for a strict ticket, whoever makes it. */
    private int hurrying;
    /** What the thread makes now. */
    private @Nullable ModelInfo making;

    private boolean closed;

    TicketPool(List<ModelInfo> models, TicketFiller.Maker maker) {
        this(models, maker, InstantSource.system(), LoopbackTrust.home().resolve("tickets"));
    }

    /** @param files where folders of encrypted tickets are made */
    TicketPool(List<ModelInfo> models, TicketFiller.Maker maker, InstantSource clock, Path files) {
        this.models = models;
        this.clock = clock;
        this.filler = new TicketFiller(this, maker, clock, files);
    }

    /** Keeps tickets of that model ready from now on; the model named last is filled first. An unknown model is ignored. */
    public void keepReady(String modelId) {
        change(() -> known(modelId).filter(model -> !closed).ifPresent(model -> {
            asked.remove(model);
            asked.addFirst(model);
            lastUse.put(model, clock.instant());
            shelf.favour(model);
            filler.start();
        }));
    }

    /** Changes the bounds for all models; surplus tickets are destroyed. Models that failed for good are tried again. */
    public void setPolicy(TicketPolicy policy) {
        change(() -> {
            shelf.setPolicy(policy, clock.instant());
            stopped.clear();
        });
    }

    /** Tickets of that model that are ready now. */
    public int ready(String modelId) {
        return locked(() ->
                known(modelId).map(model -> shelf.ready(model, clock.instant())).orElse(0));
    }

    /** Who is told of changes; there is one, and it is told the present state at once. */
    public void setListener(Listener listener) {
        teller.setListener(listener);
    }

    private Optional<ModelInfo> known(String modelId) {
        return models.stream().filter(model -> model.id().equals(modelId)).findFirst();
    }

    private Map<String, Count> counts() {
        return locked(() -> {
            Map<String, Count> counts = new HashMap<>();
            asked.forEach(model -> {
                Instant now = clock.instant();
                int wanted = mayBeMade(model, now) ? shelf.most(model) : 0;
                counts.put(model.id(), new Count(shelf.ready(model, now), wanted));
            });
            return counts;
        });
    }

    /** From now until {@link #classificationEnds} the background gives way. */
    void classificationBegins(ModelInfo model) {
        change(() -> {
            classifications++;
            lastUse.replace(model, clock.instant());
        });
    }

    /** @param answered whether a result came: then there is no reason to wait after a failure */
    void classificationEnds(boolean answered) {
        change(() -> {
            classifications--;
            if (answered) {
                backoff.succeeded();
            }
        });
    }

    /**
     * The oldest ready ticket of that model, which is the caller's from now on.
     *
     * @param session the one in use; tickets of any other are destroyed
     */
    Optional<Ticket> take(ModelInfo model, String session) throws CloudException {
        while (true) {
            Optional<WaitingTicket> oldest = change(() -> {
                shelf.useSession(model, session);
                return shelf.take(model, clock.instant());
            });
            if (oldest.isEmpty()) {
                if (awaitMade(model)) {
                    continue;
                }
                return Optional.empty();
            }
            try {
                return Optional.of(oldest.get().open());
            } catch (IOException e) {
                change(() -> shelf.abandon(oldest.get())); // the next one may be whole
            }
        }
    }

    /** Waits for the strict ticket of that model that is being made, if one is; whether there is one now. */
    private boolean awaitMade(ModelInfo model) throws CloudException {
        if (!model.network().mode().shared()) {
            return false;
        }
        lock.lock();
        try {
            hurry(model);
            while (model.equals(making) && !closed && shelf.ready(model, clock.instant()) == 0) {
                changed.await();
            }
            return shelf.ready(model, clock.instant()) > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudException(Reason.CANCELLED, "the call to the server was cancelled", e);
        } finally {
            endHurry(model);
            lock.unlock();
        }
    }

    /** From now until {@link #endHurry} a strict ticket that is being made is not held up, if one of that model is wanted now. */
    void hurry(ModelInfo model) {
        hurrying(model, 1);
    }

    void endHurry(ModelInfo model) {
        hurrying(model, -1);
    }

    private void hurrying(ModelInfo model, int more) {
        locked(() -> {
            changed.signalAll();
            return hurrying += model.network().mode().shared() ? more : 0;
        });
    }

    /** Destroys the tickets of any other session with that model's parameters. */
    void useSession(ModelInfo model, String session) {
        change(() -> shelf.useSession(model, session));
    }

    /** Destroys the tickets of a session after the server said that it does not have its half of one. */
    void forget(String session) {
        change(() -> shelf.forget(session));
    }

    /**
     * The server is told, as soon as it can be, that a ticket that broke off will not be used any more.
     *
     * @param name its own, or that of the request it was to be made for
     */
    void abandon(String session, String name) {
        change(() -> {
            shelf.abandon(session, List.of(name));
            if (!closed) {
                filler.start();
            }
        });
    }

    /**
     * What the server could not be told for a reason that may pass is told later.
     *
     * @param atLeast how long the server wants to be left alone
     */
    void notDropped(TicketFiller.Drop tickets, Duration atLeast) {
        change(() -> {
            shelf.abandon(tickets.session(), tickets.names());
            backoff.failed(clock.instant(), atLeast);
        });
    }

    /** Destroys all tickets and ends the thread. */
    void close() {
        change(() -> {
            closed = true;
            shelf.clear();
        });
        filler.stop();
    }

    /** Waits until there is something to do; empty once the pool is closed. */
    Optional<TicketFiller.Task> awaitTask() throws InterruptedException {
        while (true) {
            change(() -> shelf.dropOld(clock.instant()));
            lock.lockInterruptibly();
            try {
                Optional<TicketFiller.Task> task = task();
                if (closed || task.isPresent()) {
                    return closed ? Optional.empty() : task;
                }
                awaitChange();
            } finally {
                lock.unlock();
            }
        }
    }

    private Optional<TicketFiller.Task> task() {
        Instant now = clock.instant();
        if (classifications > 0 || now.isBefore(backoff.until())) {
            return Optional.empty();
        }
        Optional<TicketFiller.Task> drop = shelf.takeAbandoned();
        if (drop.isPresent()) {
            return drop;
        }
        making = wanted(now).orElse(null);
        return Optional.ofNullable(making).map(TicketFiller.Make::new);
    }

    private Optional<ModelInfo> wanted(Instant now) {
        return asked.stream()
                .filter(model -> mayBeMade(model, now) && shelf.wants(model))
                .findFirst();
    }

    private boolean mayBeMade(ModelInfo model, Instant now) {
        return !stopped.contains(model) && now.isBefore(lastUse.get(model).plus(LONGEST_IDLE));
    }

    /** Until somebody changes something, or time does. */
    private void awaitChange() throws InterruptedException {
        Instant now = clock.instant();
        Optional<Instant> next = Stream.concat(shelf.nextChange().stream(), Stream.of(backoff.until()))
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
        if (next.isPresent()) {
            changed.await(Duration.between(now, next.get()).toMillis() + 1, TimeUnit.MILLISECONDS);
        } else {
            changed.await();
        }
    }

    TicketPolicy policy() {
        return locked(shelf::policy);
    }

    /**
     * Waits while a classification runs, but not so long that the server ends the call, and not if it waits for what is being
     * made.
     */
    void giveWay(ModelInfo model) {
        boolean strict = model.network().mode().shared();
        lock.lock();
        try {
            long nanos = LONGEST_HOLD.toNanos();
            while (classifications > 0 && !(strict && hurrying > 0) && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the call ends by that
        } finally {
            lock.unlock();
        }
    }

    /** What the thread began to make is there or has failed. */
    void ended() {
        locked(() -> {
            changed.signalAll();
            return making = null;
        });
    }

    /** Keeps a ticket if it is still wanted. */
    void made(WaitingTicket ticket) {
        change(() -> {
            backoff.succeeded();
            if (closed) {
                ticket.close();
            } else {
                shelf.add(ticket);
            }
        });
    }

    /** Nothing more is made of that model: a later try would fail as well. */
    void failed(ModelInfo model) {
        change(() -> stopped.add(model));
    }

    /** @param atLeast how long the server wants to be left alone */
    void failedForNow(Duration atLeast) {
        change(() -> backoff.failed(clock.instant(), atLeast));
    }

    private void change(Runnable what) {
        change(() -> {
            what.run();
            return null;
        });
    }

    private <T> T change(Supplier<T> what) {
        T out = locked(() -> {
            T result = what.get();
            changed.signalAll();
            return result;
        });
        teller.tell();
        return out;
    }

    private <T> T locked(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }
}
