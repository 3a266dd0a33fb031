package io.veilray.trainer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well two-class logits agree with the labels; class 1 is the finding.
 *
 * @param auc area under the receiver operating characteristic of the logit difference, ties counted half
 * @param sensitivity share of class 1 that is recognised
 * @param specificity share of class 0 that is recognised
 * @param balancedLoss cross entropy, each class weighing one half
 */
record Scores(int images, double accuracy, double auc, double sensitivity, double specificity, double balancedLoss) {
    /** Of no images at all. */
    static final Scores NONE = new Scores(0, 0, 0, 0, 0, 0);

    /** Scores logits {@code [image][class]}; the predicted class is the larger logit. */
    static Scores of(double[][] logits, int[] labels) {
        double[] margins = new double[labels.length];
        int[] count = new int[2];
        int[] right = new int[2];
        double[] loss = new double[2];
        for (int i = 0; i < labels.length; i++) {
            margins[i] = logits[i][1] - logits[i][0];
            int label = labels[i];
            count[label]++;
            right[label] += (margins[i] > 0) == (label == 1) ? 1 : 0;
            loss[label] += Math.log1p(Math.exp(label == 1 ? -margins[i] : margins[i]));
        }
        return new Scores(
                labels.length,
                (double) (right[0] + right[1]) / labels.length,
                auc(margins, labels),
                (double) right[1] / count[1],
                (double) right[0] / count[0],
                loss[0] / count[0] / 2 + loss[1] / count[1] / 2);
    }

    /** The Mann-Whitney statistic: mean rank of class 1, ties sharing their mean rank. */
    private static double auc(double[] margins, int[] labels) {
        int[] order = IntStream.range(0, margins.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> margins[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double rankSum = 0;
        for (int from = 0, to; from < order.length; from = to) {
            to = from;
            int positives = 0;
            while (to < order.length && margins[order[to]] == margins[order[from]]) {
                positives += labels[order[to++]];
            }
            rankSum += positives * (from + 1 + to) / 2.0;
        }
        double positives = Arrays.stream(labels).sum();
        return (rankSum - positives * (positives + 1) / 2) / (positives * (labels.length - positives));
    }
}
