package io.veilray.cloud.work;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Whose job is next. Shares take turns, first those with urgent jobs; within a share, lanes do. While urgent jobs keep
 * the others waiting, these are owed a quarter of the time that the urgent ones take, and are paid once it is enough for a
 * few products. Guarded by the workers' lock.
 */
final class Turns {
    /** What is owed before it is paid: an online round alone on its way is never held up. */
    static final long LEAST_PAID_NANOS = 5_000_000;

    private static final int URGENT_PER_PATIENT = 4;

    /** Why a job was taken. */
    private enum Turn {
        FREE,
        BEFORE_PATIENT,
        BEFORE_URGENT
    }

    /** A job and whose it is. */
    record Job(Share share, Runnable work, Turn turn) {}

    private final Queue<Share> urgent = new ArrayDeque<>();
    private final Queue<Share> patient = new ArrayDeque<>();
    private long owed;

    void addUrgent(Share share, Runnable job) {
        if (share.urgent.isEmpty()) {
            urgent.add(share);
        }
        share.urgent.add(job);
    }

    void add(Lane lane, Runnable job) {
        if (lane.jobs.isEmpty()) {
            if (lane.share.lanes.isEmpty()) {
                patient.add(lane.share);
            }
            lane.share.lanes.add(lane);
        }
        lane.jobs.add(job);
    }

    int clear(Lane lane) {
        int dropped = lane.jobs.size();
        if (dropped > 0) {
            lane.jobs.clear();
            lane.share.lanes.remove(lane);
            if (lane.share.lanes.isEmpty()) {
                patient.remove(lane.share);
            }
        }
        return dropped;
    }

    /** Null if there is no job. */
    @Nullable
    Job next() {
        if (urgent.isEmpty()) {
            owed = 0;
            return patient.isEmpty() ? null : nextPatient(Turn.FREE);
        }
        if (patient.isEmpty()) {
            return nextUrgent(Turn.FREE);
        }
        if (owed < LEAST_PAID_NANOS) {
            return nextUrgent(Turn.BEFORE_PATIENT);
        }
        owed -= LEAST_PAID_NANOS;
        return nextPatient(Turn.BEFORE_URGENT);
    }

    private Job nextUrgent(Turn turn) {
        Share share = urgent.remove();
        Runnable job = share.urgent.remove();
        if (!share.urgent.isEmpty()) {
            urgent.add(share);
        }
        return new Job(share, job, turn);
    }

    private Job nextPatient(Turn turn) {
        Share share = patient.remove();
        Lane lane = share.lanes.remove();
        Runnable job = lane.jobs.remove();
        if (!lane.jobs.isEmpty()) {
            share.lanes.add(lane);
        }
        if (!share.lanes.isEmpty()) {
            patient.add(share);
        }
        return new Job(share, job, turn);
    }

    void ended(Job job, long nanos) {
        switch (job.turn()) {
            case BEFORE_PATIENT -> owed += nanos / URGENT_PER_PATIENT;
            case BEFORE_URGENT -> owed -= nanos - LEAST_PAID_NANOS;
            case FREE -> {}
        }
    }
}
