package io.veilray.ui.classify;

import java.util.OptionalDouble;

/**
 * How far a heat map is.
 *
 * @param secondsLeft empty before the first window is through, which says nothing about the others but how long they
 *     take at most: it goes alone and also opens the session
 */
public record HeatProgress(int done, int total, OptionalDouble secondsLeft) {
    static HeatProgress start(int total) {
        return new HeatProgress(0, total, OptionalDouble.empty());
    }

    /** Judged by the windows after the first, if there are any. */
    static HeatProgress of(int done, int total, double firstSeconds, double nowSeconds) {
        double each = done == 1 ? firstSeconds : (nowSeconds - firstSeconds) / (done - 1);
        return new HeatProgress(done, total, OptionalDouble.of(each * (total - done)));
    }

    boolean isAtMost() {
        return done == 1;
    }

    double share() {
        return done == 0 ? -1 : (double) done / total;
    }
}
