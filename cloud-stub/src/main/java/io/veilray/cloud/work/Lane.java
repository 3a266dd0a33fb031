package io.veilray.cloud.work;

import java.util.ArrayDeque;
import java.util.Queue;

/** The jobs of one call that wait, in their order. Safe for use by several threads. */
public final class Lane {
    final Share share;
    /** Guarded by the workers' lock. */
    final Queue<Runnable> jobs = new ArrayDeque<>();

    Lane(Share share) {
        this.share = share;
    }

    /** Adds a job, which begins after those added before but does not wait for their end. */
    public void add(Runnable job) {
        share.add(this, job);
    }

    /** Drops the jobs that have not begun and says how many they were. */
    public int clear() {
        return share.clear(this);
    }
}
