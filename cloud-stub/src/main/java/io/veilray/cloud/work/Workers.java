package io.veilray.cloud.work;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of threads for everything a server computes. Urgent jobs ({@link #execute}) come first, in their order.
 * The others wait in one {@link Lane} for each client, and a free worker takes the first job of the next lane in turn: a
 * client with a thousand jobs delays one with two by two jobs, not by a thousand. Jobs should be short, some milliseconds,
 * and must not wait for each other.
 */
public final class Workers implements Executor, Crew, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Runnable> urgent = new ArrayDeque<>();
    /** Those with jobs, the next in turn first. */
    private final Queue<Lane> lanes = new ArrayDeque<>();

    private final int count;
    private boolean closed;

    public Workers(int count) {
        this.count = count;
        Thread.Builder threads = Thread.ofPlatform().daemon().name("veilray-worker-", 0);
        for (int i = 0; i < count; i++) {
            threads.start(this::work);
        }
    }

    /** Adds an urgent job. */
    @Override
    public void execute(Runnable job) {
        lock.lock();
        try {
            requireOpen();
            urgent.add(job);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** A lane of its own for a client. */
    public Lane lane() {
        return new Lane(this);
    }

    void add(Lane lane, Runnable job) {
        lock.lock();
        try {
            requireOpen();
            if (lane.jobs.isEmpty()) {
                lanes.add(lane);
            }
            lane.jobs.add(job);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    int clear(Lane lane) {
        lock.lock();
        try {
            int dropped = lane.jobs.size();
            lane.jobs.clear();
            lanes.remove(lane);
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new RejectedExecutionException("the workers have stopped");
        }
    }

    /** The parts are urgent; the calling thread works on them too, so that it may be a worker itself. */
    @Override
    public void forEach(int parts, IntConsumer part) {
        SharedParts shared = new SharedParts(parts, part);
        for (int i = 1; i < Math.min(parts, count); i++) {
            execute(shared::help);
        }
        shared.help();
        shared.await();
    }

    private void work() {
        while (true) {
            Runnable job = next();
            if (job == null) {
                return;
            }
            try {
                job.run();
            } catch (RuntimeException | Error e) {
                LOG.error("a job failed with {}", e.getClass().getName());
            }
        }
    }

    /** Waits for a job; null once closed with none left. */
    private Runnable next() {
        lock.lock();
        try {
            while (urgent.isEmpty() && lanes.isEmpty()) {
                if (closed) {
                    return null;
                }
                changed.awaitUninterruptibly();
            }
            return urgent.isEmpty() ? nextOfLanes() : urgent.remove();
        } finally {
            lock.unlock();
        }
    }

    private Runnable nextOfLanes() {
        Lane lane = lanes.remove();
        Runnable job = lane.jobs.remove();
        if (!lane.jobs.isEmpty()) {
            lanes.add(lane);
        }
        return job;
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
