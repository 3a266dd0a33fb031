package io.veilray.ui.classify;

import io.veilray.client.Stage;

/**
 * How far a job is.
 *
 * @param done how many of {@code total} are finished; both 0 where there is nothing to count
 * @param prepared whether the rounds began with a ticket that had been made before
 */
public record Step(Kind kind, int done, int total, boolean prepared) {
    static final Step WAITING = new Step(Kind.WAITING, 0, 0, false);
    static final Step CONNECTING = new Step(Kind.CONNECTING, 0, 0, false);
    static final Step CUTTING = new Step(Kind.CUTTING, 0, 0, false);

    /** The steps in order, each with the share of the whole time at its beginning. */
    public enum Kind {
        WAITING(0),
        CONNECTING(0.01),
        CUTTING(0.05),
        ENCRYPTING(0.08),
        UPLOADING(0.1),
        PREPARING(0.4),
        ROUND(0.6),
        DECRYPTING(0.97),
        DONE(1);

        private final double from;

        Kind(double from) {
            this.from = from;
        }
    }

    /**
     * What the user sees of a stage; {@code done} in a round counts answers, the user counts from the one under way.
     *
     * @param prepared whether no ticket had to be made for this job
     */
    static Step of(Stage stage, int done, int total, boolean prepared) {
        return switch (stage) {
            case CONNECTING -> CONNECTING;
            case ENCRYPTING -> new Step(done == 0 ? Kind.ENCRYPTING : Kind.UPLOADING, done, total, false);
            case PREPARING -> new Step(Kind.PREPARING, done, total, false);
            case ROUND ->
                done < total
                        ? new Step(Kind.ROUND, done + 1, total, prepared)
                        : new Step(Kind.DECRYPTING, 0, 0, prepared);
            case DONE -> done(prepared);
        };
    }

    static Step done(boolean prepared) {
        return new Step(Kind.DONE, 0, 0, prepared);
    }

    /** From 0 to 1, about even in time: with a ticket made before, the rounds are nearly all of it. */
    public double progress() {
        if (kind == Kind.DONE) {
            return 1;
        }
        double from = kind == Kind.ROUND && prepared ? Kind.ENCRYPTING.from : kind.from;
        double to = Kind.values()[kind.ordinal() + 1].from;
        double share = total == 0 ? 0 : (double) (kind == Kind.ROUND ? done - 1 : done) / total;
        return from + (to - from) * share;
    }
}
