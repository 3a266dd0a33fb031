package io.veilray.opinion;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities can be taken at their word: images sorted by the probability of their winning class into equal
 * bins, each with how often that class was right (DeGroot and Fienberg, The Statistician 32:12, 1983).
 */
public record Reliability(List<Bin> bins) {
    /** As many as Guo et al. (ICML 2017) use. */
    public static final int BINS = 15;

    /**
     * @param from lowest probability that falls in
     * @param confidence mean probability of the winning class
     * @param accuracy share of images whose winning class is right
     */
    public record Bin(double from, double to, int images, double confidence, double accuracy) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    /** @param probabilities {@code [image][class]} */
    public static Reliability of(double[][] probabilities, int[] truth) {
        int[] images = new int[BINS];
        double[] confidence = new double[BINS];
        int[] right = new int[BINS];
        for (int i = 0; i < truth.length; i++) {
            int winner = winner(probabilities[i]);
            double sure = probabilities[i][winner];
            int bin = Math.min(BINS - 1, (int) (sure * BINS));
            images[bin]++;
            confidence[bin] += sure;
            right[bin] += winner == truth[i] ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < BINS; b++) {
            int of = Math.max(1, images[b]);
            bins.add(new Bin(
                    (double) b / BINS, (b + 1.0) / BINS, images[b], confidence[b] / of, (double) right[b] / of));
        }
        return new Reliability(bins);
    }

    private static int winner(double[] probabilities) {
        int best = 0;
        for (int k = 1; k < probabilities.length; k++) {
            best = probabilities[k] > probabilities[best] ? k : best;
        }
        return best;
    }

    /** Expected calibration error: mean distance of confidence and accuracy over the bins, weighted by their images. */
    public double expectedCalibrationError() {
        double sum = 0;
        int all = 0;
        for (Bin bin : bins) {
            sum += bin.images() * Math.abs(bin.confidence() - bin.accuracy());
            all += bin.images();
        }
        return sum / Math.max(1, all);
    }
}
