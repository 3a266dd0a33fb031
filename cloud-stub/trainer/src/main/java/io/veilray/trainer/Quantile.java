package io.veilray.trainer;

import java.util.Arrays;

/** The smallest value that at least a share of the values does not exceed. */
final class Quantile {
    private Quantile() {}

    static double of(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
    }
}
