package io.veilray.cloud.work;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of threads for everything a server computes. Each client has a {@link Share}, each of its calls a {@link
 * Lane}. Urgent jobs come first; the others wait in their lanes. Of both kinds a free worker takes the next job of the next
 * client in turn, and of its next lane: a client with a thousand jobs in eight calls delays one with two by two jobs.
 * Urgent jobs leave the others a fifth of the time. Jobs should be short, some milliseconds, and must not wait for each
 * other.
 */
public final class Workers implements Executor, Crew, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Turns turns = new Turns();
    /** For what no client asked for. */
    private final Share own = share(nanos -> {});

    private final int count;
    private final LongSupplier nanoTime;
    private boolean closed;

    public Workers(int count) {
        this(count, System::nanoTime);
    }

    Workers(int count, LongSupplier nanoTime) {
        this.count = count;
        this.nanoTime = nanoTime;
        Thread.Builder threads = Thread.ofPlatform().daemon().name("veilray-worker-", 0);
        for (int i = 0; i < count; i++) {
            threads.start(this::work);
        }
    }

    int count() {
        return count;
    }

    /**
     * A share for a client.
     *
     * @param meter told the nanoseconds of each of its jobs, on any worker
     */
    public Share share(LongConsumer meter) {
        return new Share(this, meter);
    }

    /** A lane that takes turns with all clients. */
    public Lane lane() {
        return share(nanos -> {}).lane();
    }

    /** Adds an urgent job of no client. */
    @Override
    public void execute(Runnable job) {
        own.execute(job);
    }

    /** Urgent parts for no client. */
    @Override
    public void forEach(int parts, IntConsumer part) {
        own.forEach(parts, part);
    }

    void addUrgent(Share share, Runnable job) {
        lock.lock();
        try {
            requireOpen();
            turns.addUrgent(share, job);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void add(Lane lane, Runnable job) {
        lock.lock();
        try {
            requireOpen();
            turns.add(lane, job);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    int clear(Lane lane) {
        lock.lock();
        try {
            return turns.clear(lane);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new RejectedExecutionException("the workers have stopped");
        }
    }

    private void work() {
        for (Turns.Job job = next(); job != null; job = next()) {
            run(job);
        }
    }

    private void run(Turns.Job job) {
        long begun = nanoTime.getAsLong();
        try {
            job.work().run();
        } catch (RuntimeException | Error e) {
            LOG.error("a job failed with {}", e.getClass().getName());
        }
        long nanos = nanoTime.getAsLong() - begun;
        job.share().used(nanos);
        lock.lock();
        try {
            turns.ended(job, nanos);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a job; null once closed with none left. */
    private Turns.Job next() {
        lock.lock();
        try {
            Turns.Job job = turns.next();
            while (job == null && !closed) {
                changed.awaitUninterruptibly();
                job = turns.next();
            }
            return job;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more jobs; the workers end when those that wait are done. Does not wait for that. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
