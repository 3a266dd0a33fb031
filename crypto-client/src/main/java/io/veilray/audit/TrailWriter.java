package io.veilray.audit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes entries in the background, in the order given, so that nobody who classifies waits for the disk: those that come
 * while the disk works are written together. Entries that cannot be written are kept and tried again with the next; what
 * was sent is sent, so the work goes on. Safe for use by several threads.
 */
public final class TrailWriter implements AutoCloseable {
    private static final int MOST_AT_ONCE = 256;

    private final AuditTrail trail;
    private final Consumer<String> problem;
    private final long patienceMillis;
    private final Deque<AuditEntry> unwritten = new ArrayDeque<>(); // guarded by itself
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("veilray-audit").factory());
    private boolean failing; // on the writer only

    /** @param problem told, on a thread of this writer's, why entries cannot be written: once until they can be again */
    public TrailWriter(AuditTrail trail, Consumer<String> problem) {
        this(trail, problem, 3000);
    }

    /** @param patienceMillis how long {@link #close} waits at most */
    TrailWriter(AuditTrail trail, Consumer<String> problem, long patienceMillis) {
        this.trail = trail;
        this.problem = problem;
        this.patienceMillis = patienceMillis;
    }

    public AuditTrail trail() {
        return trail;
    }

    /** Writes the entry soon; after {@link #close} it does nothing. */
    public void add(AuditEntry entry) {
        synchronized (unwritten) {
            unwritten.add(entry);
        }
        run(this::writeAll);
    }

    /** Does something once all that came before is written, on a thread of this writer's; after {@link #close} nothing. */
    public void run(Runnable then) {
        try {
            writer.execute(then);
        } catch (RejectedExecutionException e) {
            // closed: the program ends
        }
    }

    private void writeAll() {
        for (List<AuditEntry> some = some(); !some.isEmpty(); some = some()) {
            try {
                trail.append(some);
                failing = false;
                written(some.size());
            } catch (IOException | RuntimeException e) {
                if (!failing) {
                    failing = true;
                    problem.accept(String.valueOf(e.getMessage()));
                }
                return;
            }
        }
    }

    private List<AuditEntry> some() {
        synchronized (unwritten) {
            return new ArrayList<>(unwritten.stream().limit(MOST_AT_ONCE).toList());
        }
    }

    private void written(int count) {
        synchronized (unwritten) {
            for (int i = 0; i < count; i++) {
                unwritten.removeFirst();
            }
        }
    }

    /** Waits for the last entries a few seconds at most, even if the thread is interrupted, which it stays. */
    @Override
    public void close() {
        writer.shutdown();
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        for (boolean waiting = true; waiting; ) {
            try {
                waiting = !writer.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)
                        && System.nanoTime() < end;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        writer.shutdownNow(); // which ends the wait for a lock
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Entries that have not been written. */
    public int unwritten() {
        synchronized (unwritten) {
            return unwritten.size();
        }
    }
}
