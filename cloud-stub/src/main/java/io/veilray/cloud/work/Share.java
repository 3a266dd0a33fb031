package io.veilray.cloud.work;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/** One client's part of the {@link Workers}: its urgent jobs and its lanes. Safe for use by several threads. */
public final class Share implements Executor, Crew {
    private final Workers workers;
    private final LongConsumer meter;
    /** This and the next are guarded by the workers' lock. */
    final Queue<Runnable> urgent = new ArrayDeque<>();
    /** Those with jobs, the next in turn first. */
    final Queue<Lane> lanes = new ArrayDeque<>();

    Share(Workers workers, LongConsumer meter) {
        this.workers = workers;
        this.meter = meter;
    }

    /** Adds an urgent job. */
    @Override
    public void execute(Runnable job) {
        workers.addUrgent(this, job);
    }

    /** A lane of its own for a call. */
    public Lane lane() {
        return new Lane(this);
    }

    /**
     * The parts are urgent; the calling thread works on them too, so that it may be a worker itself. Once the workers are
     * closed it does them alone: helpers that came before use its arrays, so it must not leave them.
     */
    @Override
    public void forEach(int parts, IntConsumer part) {
        SharedParts shared = new SharedParts(parts, part);
        try {
            for (int i = 1; i < Math.min(parts, workers.count()); i++) {
                execute(shared::help);
            }
        } catch (RejectedExecutionException e) {
            // closed meanwhile
        }
        shared.help();
        shared.await();
    }

    void add(Lane lane, Runnable job) {
        workers.add(lane, job);
    }

    int clear(Lane lane) {
        return workers.clear(lane);
    }

    /** Told what a job took, on the worker that ran it. */
    void used(long nanos) {
        meter.accept(nanos);
    }
}
