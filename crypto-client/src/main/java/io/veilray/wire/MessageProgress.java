package io.veilray.wire;

/** Told after each message of a call, on the thread that drives it. */
@FunctionalInterface
public interface MessageProgress {
    /** Counts of this phase so far: messages sent and messages received. */
    void report(int sent, int received);
}
