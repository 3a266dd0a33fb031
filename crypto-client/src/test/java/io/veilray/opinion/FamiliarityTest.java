package io.veilray.opinion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.veilray.region.Patch;
import io.veilray.region.Region;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Distances that decide whether an answer is shown at all; each is derived by hand or from the definition. */
class FamiliarityTest {
    private static final double FLAT = Math.log(0.5 / 255);

    private static Patch patch(int height, int width, float... values) {
        return new Patch(1, height, width, values, new Region(0, 0, width, height));
    }

    @Test
    void features_areMeanAndLogarithmOfDifferences() {
        // one cell of 2x2: mean 0.5; differences to the right |1-0| and |1-0|, downwards 0 and 0: 2 over 4 pixels
        double[] one = PatchFamiliarity.features(patch(2, 2, 0, 1, 0, 1), 1);
        assertArrayEquals(new double[] {0.5, Math.log(0.5 + 0.5 / 255)}, one, 1e-12);
        // four cells of one pixel: the left ones see their neighbour to the right, the lower right one none
        double[] four = PatchFamiliarity.features(patch(2, 2, 0, 1, 0, 1), 2);
        double edge = Math.log(1 + 0.5 / 255);
        assertArrayEquals(new double[] {0, edge, 1, FLAT, 0, edge, 1, FLAT}, four, 1e-12);
    }

    @Test
    void cells_coverEveryPixelOnceWhateverTheSide() {
        // 5 into 2: columns 0-1 and 2-4, rows likewise
        float[] values = new float[25];
        for (int i = 0; i < 25; i++) {
            values[i] = i % 5 < 2 ? 0.25f : 0.75f;
        }
        double[] features = PatchFamiliarity.features(patch(5, 5, values), 2);
        assertArrayEquals(
                new double[] {0.25, 0.75, 0.25, 0.75},
                new double[] {features[0], features[2], features[4], features[6]},
                1e-7);
    }

    /** All directions kept, the distance must be that of a covariance which is diagonal in the turned frame. */
    @Test
    void patchDistance_isMahalanobisInTheFrameOfItsDirections() {
        double c = 0.6;
        double s = 0.8; // a turn: (c, s) and (-s, c) are orthonormal
        double[] center = {0.3, -2};
        double[] scale = {0.5, 2};
        PatchFamiliarity known =
                new PatchFamiliarity(1, center, scale, new double[][] {{c, s}}, new double[] {4}, 0.25, 9);
        Patch image = patch(1, 2, 0.2f, 0.6f);
        double mean = 0.4;
        double log = Math.log(0.4 / 2 + 0.5 / 255);
        double z0 = (mean - 0.3) / 0.5;
        double z1 = (log + 2) / 2;
        double along = c * z0 + s * z1;
        double across = -s * z0 + c * z1;
        assertEquals(Math.sqrt(along * along / 4 + across * across / 0.25), known.distance(image), 1e-6);
    }

    @Test
    void logitDistance_isToTheNearestMean() {
        double[][] whitening = {{2, 0}, {0, 0.5}};
        LogitFamiliarity known = new LogitFamiliarity(new double[][] {{1, 0}, {0, 4}}, whitening, 1);
        assertEquals(0, known.distance(new double[] {0, 4}), 0);
        // from (1, 2): to (1, 0) it is 0.5 * 2 = 1; to (0, 4) it is |(2, -1)| = sqrt 5
        assertEquals(1, known.distance(new double[] {1, 2}), 1e-12);
    }

    @Test
    void randomTables_ofWrongSizeOrSign_areRefused() {
        double[] two = {1, 1};
        double[][] none = new double[0][];
        double[] empty = new double[0];
        refused(() -> new PatchFamiliarity(0, two, two, none, empty, 1, 1));
        refused(() -> new PatchFamiliarity(17, two, two, none, empty, 1, 1));
        refused(() -> new PatchFamiliarity(1, new double[] {1}, two, none, empty, 1, 1));
        refused(() -> new PatchFamiliarity(1, two, new double[] {1, 0}, none, empty, 1, 1));
        refused(() -> new PatchFamiliarity(1, two, two, new double[][] {{1, 0}, {0, 1}}, two, 1, 1));
        refused(() -> new PatchFamiliarity(1, two, two, new double[][] {{1, 1}}, new double[] {1}, 1, 1));
        refused(() -> new PatchFamiliarity(1, two, two, new double[][] {{1, 0}}, empty, 1, 1));
        refused(() -> new PatchFamiliarity(1, two, two, none, empty, 0, 1));
        refused(() -> new PatchFamiliarity(1, two, two, none, empty, 1, Double.NaN));
        refused(() -> new LogitFamiliarity(none, none, 1));
        refused(() -> new LogitFamiliarity(new double[][] {{1, 0}}, new double[][] {{1}}, 1));
        refused(() -> new LogitFamiliarity(new double[][] {{1}}, new double[][] {{1, 0}, {0, 1}}, 1));
        refused(() -> new LogitFamiliarity(new double[][] {{1}}, new double[][] {{Double.NaN}}, 1));
        refused(() -> new LogitFamiliarity(new double[][] {{1}}, new double[][] {{1}}, 0));
    }

    private static void refused(org.junit.jupiter.api.function.Executable making) {
        assertThrows(IllegalArgumentException.class, making);
    }

    @Test
    void calibrationError_isCountedOverBins() {
        // bin of 0.8: two images, one right: |0.8 - 0.5| over 2; bin of 0.6: one, right: 0.4; one image at 1, right: 0
        double[][] probabilities = {{0.8, 0.2}, {0.2, 0.8}, {0.6, 0.4}, {1, 0}};
        Reliability reliability = Reliability.of(probabilities, new int[] {0, 0, 0, 0});
        assertEquals((2 * 0.3 + 0.4) / 4, reliability.expectedCalibrationError(), 1e-12);
        assertEquals(
                4, reliability.bins().stream().mapToInt(Reliability.Bin::images).sum());
    }

    @Test
    void probabilitiesThatKeepTheirWord_haveLittleError() {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        int images = 20_000;
        double[][] probabilities = new double[images][];
        int[] truth = new int[images];
        for (int i = 0; i < images; i++) {
            double p = random.nextDouble();
            probabilities[i] = new double[] {p, 1 - p};
            truth[i] = random.nextDouble() < p ? 0 : 1;
        }
        // per bin the share strays by about 0.5 / sqrt(images / bins) = 0.01
        assertEquals(0, Reliability.of(probabilities, truth).expectedCalibrationError(), 0.02, "seed " + seed);
        int[] opposite = Arrays.stream(truth).map(t -> 1 - t).toArray();
        // the winner is right with 1 - p where it says p: mean of 2p - 1 over p in [0.5, 1] is one half
        assertEquals(0.5, Reliability.of(probabilities, opposite).expectedCalibrationError(), 0.02, "seed " + seed);
    }
}
