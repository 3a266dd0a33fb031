package io.veilray.ui.classify;

import io.veilray.client.Stage;

/**
 * How far a job is.
 *
 * @param done how many of {@code total} are finished; both 0 where there is nothing to count
 */
public record Step(Kind kind, int done, int total) {
    static final Step WAITING = new Step(Kind.WAITING, 0, 0);
    static final Step CONNECTING = new Step(Kind.CONNECTING, 0, 0);
    static final Step CUTTING = new Step(Kind.CUTTING, 0, 0);

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

    /** What the user sees of a stage; {@code done} in a round counts answers, the user counts from the one under way. */
    static Step of(Stage stage, int done, int total) {
        return switch (stage) {
            case CONNECTING -> CONNECTING;
            case ENCRYPTING -> new Step(done == 0 ? Kind.ENCRYPTING : Kind.UPLOADING, done, total);
            case PREPARING -> new Step(Kind.PREPARING, done, total);
            case ROUND -> done < total ? new Step(Kind.ROUND, done + 1, total) : new Step(Kind.DECRYPTING, 0, 0);
            case DONE -> new Step(Kind.DONE, 0, 0);
        };
    }

    /** From 0 to 1, about even in time. */
    public double progress() {
        if (kind == Kind.DONE) {
            return 1;
        }
        double to = Kind.values()[kind.ordinal() + 1].from;
        double share = total == 0 ? 0 : (double) (kind == Kind.ROUND ? done - 1 : done) / total;
        return kind.from + (to - kind.from) * share;
    }
}
