package io.veilray.trainer;

import io.veilray.opinion.LogitFamiliarity;
import java.util.Arrays;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;

/**
 * Fits {@link LogitFamiliarity} on the validation split: on the training split logits are surer than on any new image.
 * The limit lets the same share pass as that of patches.
 */
final class LogitFit {
    /** Added to every variance, in units of the mean one: the logits' common part is constant, which leaves none. */
    private static final double RIDGE = 0.01;

    private LogitFit() {}

    static LogitFamiliarity of(double[][] logits, int[] labels) {
        int classes = logits[0].length;
        double[][] means = new double[classes][classes];
        int[] images = new int[classes];
        for (int i = 0; i < labels.length; i++) {
            images[labels[i]]++;
            for (int k = 0; k < classes; k++) {
                means[labels[i]][k] += logits[i][k];
            }
        }
        for (int c = 0; c < classes; c++) {
            int of = images[c];
            means[c] = Digits.few(Arrays.stream(means[c]).map(v -> v / of).toArray());
        }
        double[][] whitening = whitening(covariance(logits, labels, means));
        LogitFamiliarity unlimited = new LogitFamiliarity(means, whitening, Double.MAX_VALUE);
        double[] distances =
                Arrays.stream(logits).mapToDouble(unlimited::distance).toArray();
        return new LogitFamiliarity(means, whitening, Digits.few(Quantile.of(distances, PatchFit.FAMILIAR_SHARE)));
    }

    private static double[][] covariance(double[][] logits, int[] labels, double[][] means) {
        int classes = means.length;
        double[][] sum = new double[classes][classes];
        for (int i = 0; i < labels.length; i++) {
            for (int a = 0; a < classes; a++) {
                for (int b = 0; b < classes; b++) {
                    sum[a][b] +=
                            (logits[i][a] - means[labels[i]][a]) * (logits[i][b] - means[labels[i]][b]) / labels.length;
                }
            }
        }
        return sum;
    }

    /** Rows: principal directions over the square root of their variance. */
    private static double[][] whitening(double[][] covariance) {
        EigenDecomposition axes = new EigenDecomposition(MatrixUtils.createRealMatrix(covariance));
        double[] variances = axes.getRealEigenvalues();
        double ridge = RIDGE * Arrays.stream(variances).average().orElseThrow();
        double[][] rows = new double[variances.length][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = Digits.few(axes.getEigenvector(k)
                    .mapDivide(Math.sqrt(variances[k] + ridge))
                    .toArray());
        }
        return rows;
    }
}
