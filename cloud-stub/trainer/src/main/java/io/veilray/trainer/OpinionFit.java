package io.veilray.trainer;

import io.veilray.opinion.OpinionRule;
import io.veilray.region.Patch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Measures a model's {@link OpinionRule} on its training and validation splits; the test split is not looked at. */
final class OpinionFit {
    /** An opinion is at least twice as likely as all else together ... */
    private static final int LEAST_PERCENT = 67;
    /** ... and sure enough that opinions on validation images are right this often ... */
    private static final double WANTED_ACCURACY = 0.95;
    /** ... unless more than this share of them would go without one. */
    private static final double MOST_UNANSWERED = 0.2;

    private static final int HALVINGS = 60;

    private OpinionFit() {}

    static OpinionRule of(
            List<String> modalities, List<Patch> training, List<Patch> validation, double[][] logits, int[] labels) {
        OpinionRule calibrated = OpinionRule.UNMEASURED.withTemperature(Digits.few(temperature(logits, labels)));
        return new OpinionRule(
                modalities,
                calibrated.temperature(),
                leastProbability(calibrated, logits, labels),
                Optional.of(PatchFit.of(training, validation)),
                Optional.of(LogitFit.of(logits, labels)));
    }

    /**
     * The temperature of least cross entropy (Guo et al., ICML 2017, section 4.2), by halving an interval of 1 / t: the
     * cross entropy is convex in it.
     */
    static double temperature(double[][] logits, int[] labels) {
        double low = 1e-3;
        double high = 1e3;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            if (slope(logits, labels, middle) > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return 1 / Math.sqrt(low * high);
    }

    /** Derivative of the summed cross entropy by {@code inverse} = 1 / t: expected logit less the true class's. */
    private static double slope(double[][] logits, int[] labels, double inverse) {
        OpinionRule rule = OpinionRule.UNMEASURED.withTemperature(1 / inverse);
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double[] probabilities = rule.probabilities(logits[i]);
            for (int k = 0; k < probabilities.length; k++) {
                sum += probabilities[k] * logits[i][k];
            }
            sum -= logits[i][labels[i]];
        }
        return sum;
    }

    /** A whole percentage. */
    static double leastProbability(OpinionRule rule, double[][] logits, int[] labels) {
        double[] sure = Arrays.stream(logits)
                .mapToDouble(row -> Arrays.stream(rule.probabilities(row)).max().orElseThrow())
                .toArray();
        boolean[] right = new boolean[sure.length];
        for (int i = 0; i < sure.length; i++) {
            right[i] = Scores.predicted(logits[i]) == labels[i];
        }
        int percent = 100 / logits[0].length;
        while ((percent < LEAST_PERCENT || accuracyFrom(sure, right, percent / 100.0) < WANTED_ACCURACY)
                && below(sure, (percent + 1) / 100.0) <= MOST_UNANSWERED * sure.length) {
            percent++;
        }
        return percent / 100.0;
    }

    private static long below(double[] sure, double threshold) {
        return Arrays.stream(sure).filter(p -> p < threshold).count();
    }

    private static double accuracyFrom(double[] sure, boolean[] right, double threshold) {
        return IntStream.range(0, sure.length)
                .filter(i -> sure[i] >= threshold)
                .map(i -> right[i] ? 1 : 0)
                .average()
                .orElse(1);
    }
}
