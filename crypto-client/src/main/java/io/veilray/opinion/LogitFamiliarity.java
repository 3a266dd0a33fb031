package io.veilray.opinion;

import java.util.Arrays;
import java.util.Objects;

/**
 * How far logits lie from those of every class: the Mahalanobis distance to the nearest class mean under one covariance
 * for all classes (Lee, Lee, Lee and Shin, NeurIPS 2018, section 2.1, on logits instead of a hidden layer).
 *
 * @param means {@code [class][logit]}
 * @param whitening {@code [row][logit]}: W with W^T W the inverse of the covariance, so that the distance is |W (x - mean)|
 * @param limit largest distance that counts as familiar
 */
public record LogitFamiliarity(double[][] means, double[][] whitening, double limit) {
    public LogitFamiliarity {
        requireSquare("means", means);
        requireSquare("whitening", whitening);
        if (means.length != whitening.length) {
            throw new IllegalArgumentException("logits' means of " + means.length + " classes with a whitening of "
                    + whitening.length + ": the two must be equal");
        }
        if (!(limit > 0) || !Double.isFinite(limit)) {
            throw new IllegalArgumentException("logits' limit " + limit + ": must be above 0");
        }
    }

    private static void requireSquare(String what, double[][] values) {
        boolean square = Arrays.stream(values)
                .allMatch(
                        row -> row.length == values.length && Arrays.stream(row).allMatch(Double::isFinite));
        if (values.length == 0 || !square) {
            throw new IllegalArgumentException("logits' " + what + " of " + values.length
                    + " rows: each must have as many finite numbers as there are rows");
        }
    }

    int classes() {
        return means.length;
    }

    public double distance(double[] logits) {
        return Math.sqrt(Arrays.stream(means)
                .mapToDouble(mean -> squared(logits, mean))
                .min()
                .orElseThrow());
    }

    private double squared(double[] logits, double[] mean) {
        double sum = 0;
        for (double[] row : whitening) {
            double along = 0;
            for (int k = 0; k < mean.length; k++) {
                along += row[k] * (logits[k] - mean[k]);
            }
            sum += along * along;
        }
        return sum;
    }

    /** By content, like any other value. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LogitFamiliarity that
                && Arrays.deepEquals(means, that.means)
                && Arrays.deepEquals(whitening, that.whitening)
                && limit == that.limit;
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.deepHashCode(means), limit);
    }
}
