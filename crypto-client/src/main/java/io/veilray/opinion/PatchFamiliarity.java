package io.veilray.opinion;

import io.veilray.region.Patch;
import java.util.Arrays;
import java.util.Objects;

/**
 * How far a patch lies from the images that a model has learnt from: the Mahalanobis distance of a few features under
 * probabilistic principal component analysis (Tipping and Bishop, Journal of the Royal Statistical Society B 61:611, 1999).
 *
 * <p>Features: the patch is cut into {@code grid} x {@code grid} cells; each gives its mean and the logarithm of its mean
 * absolute difference between neighbours, row by row, the two beside each other. Means tell what lies where, differences
 * tell sharpness and noise. A feature less {@code center}, divided by {@code scale}, is z. With directions v_k and
 * variances s_k the squared distance is the sum of (v_k z)^2 / s_k and of what is left of |z|^2 over
 * {@code residualVariance}; the distance is its root.
 *
 * @param center mean of each feature over the training images
 * @param scale what divides each feature, positive
 * @param directions {@code [direction][feature]}, orthonormal
 * @param variances of z along each direction, positive
 * @param residualVariance of z along every other direction, positive
 * @param limit largest distance that counts as familiar
 */
public record PatchFamiliarity(
        int grid,
        double[] center,
        double[] scale,
        double[][] directions,
        double[] variances,
        double residualVariance,
        double limit) {
    public static final int MAX_GRID = 16;
    public static final int MAX_DIRECTIONS = 64;

    /** Half a step of 8-bit gray, so that a flat cell has a logarithm. */
    private static final double LEAST_DIFFERENCE = 0.5 / 255;

    /** A direction of length 1, or two at right angles, may miss that by the digits of a card. */
    private static final double ORTHONORMAL_WITHIN = 1e-3;

    public PatchFamiliarity {
        if (grid < 1 || grid > MAX_GRID) {
            throw new IllegalArgumentException(
                    "patch features on a grid of " + grid + " cells a side: must be from 1 to " + MAX_GRID);
        }
        int features = 2 * grid * grid;
        requireFinite("center", center, features);
        requirePositive("scale", scale, features);
        if (directions.length > Math.min(MAX_DIRECTIONS, features - 1)) {
            throw new IllegalArgumentException(directions.length + " directions of " + features
                    + " patch features: at most " + Math.min(MAX_DIRECTIONS, features - 1) + " are allowed");
        }
        requirePositive("variances", variances, directions.length);
        for (double[] direction : directions) {
            requireFinite("direction", direction, features);
        }
        requireOrthonormal(directions);
        requirePositive("residual variance and limit", new double[] {residualVariance, limit}, 2);
    }

    private static void requireFinite(String what, double[] values, int length) {
        if (values.length != length || !Arrays.stream(values).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("patch features' " + what + " of " + values.length + " numbers: must be "
                    + length + " finite numbers");
        }
    }

    private static void requirePositive(String what, double[] values, int length) {
        requireFinite(what, values, length);
        if (Arrays.stream(values).anyMatch(value -> value <= 0)) {
            throw new IllegalArgumentException("patch features' " + what + ": must be above 0");
        }
    }

    /** Otherwise the part along the directions could exceed the whole. */
    private static void requireOrthonormal(double[][] directions) {
        for (int i = 0; i < directions.length; i++) {
            for (int j = 0; j <= i; j++) {
                if (Math.abs(dot(directions[i], directions[j]) - (i == j ? 1 : 0)) > ORTHONORMAL_WITHIN) {
                    throw new IllegalArgumentException("patch features' directions " + j + " and " + i
                            + " have the product " + dot(directions[i], directions[j])
                            + ": directions must have length 1 and stand at right angles");
                }
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The features of a patch; its sides must be at least {@code grid} pixels. */
    public static double[] features(Patch patch, int grid) {
        double[] out = new double[2 * grid * grid];
        for (int r = 0; r < grid; r++) {
            for (int c = 0; c < grid; c++) {
                cell(patch, grid, r, c, out);
            }
        }
        return out;
    }

    private static void cell(Patch patch, int grid, int r, int c, double[] out) {
        int width = patch.widthPx();
        int height = patch.heightPx();
        double sum = 0;
        double differences = 0;
        int pixels = 0;
        for (int y = r * height / grid; y < (r + 1) * height / grid; y++) {
            for (int x = c * width / grid; x < (c + 1) * width / grid; x++) {
                float value = patch.values()[y * width + x];
                sum += value;
                differences += x + 1 < width ? Math.abs(patch.values()[y * width + x + 1] - value) : 0;
                differences += y + 1 < height ? Math.abs(patch.values()[(y + 1) * width + x] - value) : 0;
                pixels++;
            }
        }
        out[2 * (r * grid + c)] = sum / pixels;
        out[2 * (r * grid + c) + 1] = Math.log(differences / pixels + LEAST_DIFFERENCE);
    }

    public double distance(Patch patch) {
        double[] z = features(patch, grid);
        for (int i = 0; i < z.length; i++) {
            z[i] = (z[i] - center[i]) / scale[i];
        }
        double left = dot(z, z);
        double squared = 0;
        for (int k = 0; k < directions.length; k++) {
            double along = dot(directions[k], z);
            squared += along * along / variances[k];
            left -= along * along;
        }
        return Math.sqrt(squared + Math.max(0, left) / residualVariance);
    }

    /** By content, like any other value. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PatchFamiliarity that
                && grid == that.grid
                && Arrays.equals(center, that.center)
                && Arrays.equals(scale, that.scale)
                && Arrays.deepEquals(directions, that.directions)
                && Arrays.equals(variances, that.variances)
                && residualVariance == that.residualVariance
                && limit == that.limit;
    }

    @Override
    public int hashCode() {
        return Objects.hash(grid, Arrays.hashCode(center), residualVariance, limit);
    }
}
