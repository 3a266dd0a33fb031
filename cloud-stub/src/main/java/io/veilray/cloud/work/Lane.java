package io.veilray.cloud.work;

import java.util.ArrayDeque;
import java.util.Queue;

/** The jobs of one client of the {@link Workers} that wait, in their order. Safe for use by several threads. */
public final class Lane {
    private final Workers workers;
    /** Guarded by the workers' lock. */
    final Queue<Runnable> jobs = new ArrayDeque<>();

    Lane(Workers workers) {
        this.workers = workers;
    }

    /** Adds a job, which begins after those added before but does not wait for their end. */
    public void add(Runnable job) {
        workers.add(this, job);
    }

    /** Drops the jobs that have not begun and says how many they were. */
    public int clear() {
        return workers.clear(this);
    }
}
