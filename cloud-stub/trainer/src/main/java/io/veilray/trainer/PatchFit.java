package io.veilray.trainer;

import io.veilray.opinion.PatchFamiliarity;
import io.veilray.region.Patch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Fits {@link PatchFamiliarity}: means and principal directions from the training split, the limit from the validation
 * split, of which {@link #FAMILIAR_SHARE} counts as familiar.
 */
final class PatchFit {
    /** Larger grids and more directions let more strangers pass (docs/models). */
    private static final int GRID = 4;

    private static final int DIRECTIONS = 12;
    static final double FAMILIAR_SHARE = 0.98;
    /** Keeps a feature that hardly varies in training from weighing without bound. */
    private static final double LEAST_SCALE = 0.02;

    private PatchFit() {}

    static PatchFamiliarity of(List<Patch> training, List<Patch> validation) {
        double[][] features = training.stream()
                .map(patch -> PatchFamiliarity.features(patch, GRID))
                .toArray(double[][]::new);
        double[] center = Digits.few(mean(features));
        double[] scale = Digits.few(scale(features, center));
        EigenDecomposition axes = new EigenDecomposition(covariance(features, center, scale));
        double[] variances = axes.getRealEigenvalues();
        double[][] directions = IntStream.range(0, DIRECTIONS)
                .mapToObj(k -> Digits.few(axes.getEigenvector(k).toArray()))
                .toArray(double[][]::new);
        double residual = Arrays.stream(variances).skip(DIRECTIONS).average().orElseThrow();
        PatchFamiliarity unlimited = new PatchFamiliarity(
                GRID,
                center,
                scale,
                directions,
                Digits.few(Arrays.copyOf(variances, DIRECTIONS)),
                Digits.few(residual),
                Double.MAX_VALUE);
        double limit = Digits.few(
                Quantile.of(validation.stream().mapToDouble(unlimited::distance).toArray(), FAMILIAR_SHARE));
        return new PatchFamiliarity(
                GRID, center, scale, directions, unlimited.variances(), unlimited.residualVariance(), limit);
    }

    private static double[] mean(double[][] rows) {
        double[] sum = new double[rows[0].length];
        for (double[] row : rows) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i] / rows.length;
            }
        }
        return sum;
    }

    /** Standard deviations, none too small. */
    private static double[] scale(double[][] rows, double[] center) {
        double[] sum = new double[center.length];
        for (double[] row : rows) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += (row[i] - center[i]) * (row[i] - center[i]) / rows.length;
            }
        }
        return Arrays.stream(sum).map(v -> Math.sqrt(v) + LEAST_SCALE).toArray();
    }

    private static RealMatrix covariance(double[][] rows, double[] center, double[] scale) {
        double[][] z = new double[rows.length][center.length];
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < center.length; i++) {
                z[r][i] = (rows[r][i] - center[i]) / scale[i];
            }
        }
        RealMatrix matrix = MatrixUtils.createRealMatrix(z);
        return matrix.transpose().multiply(matrix).scalarMultiply(1.0 / rows.length);
    }
}
