package io.veilray.trainer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well logits agree with the labels. A class's margin is its logit less the log-sum-exp of the others': with two
 * classes, their difference.
 *
 * @param confusion {@code [label][predicted class]}, images; the predicted class is the largest logit
 * @param auc area under the receiver operating characteristic of the margin of each class against the rest, ties counted
 *     half; mean over the classes
 * @param balancedLoss cross entropy, all classes weighing alike
 */
record Scores(int[][] confusion, double auc, double balancedLoss) {
    /** Of no images at all. */
    static Scores none(int classes) {
        return new Scores(new int[classes][classes], 0, 0);
    }

    /** Scores logits {@code [image][class]}. */
    static Scores of(double[][] logits, int[] labels) {
        int classes = logits[0].length;
        int[][] confusion = new int[classes][classes];
        double[] loss = new double[classes];
        for (int i = 0; i < labels.length; i++) {
            confusion[labels[i]][predicted(logits[i])]++;
            loss[labels[i]] += Math.log1p(Math.exp(-margin(logits[i], labels[i])));
        }
        double auc = 0;
        double balancedLoss = 0;
        for (int c = 0; c < classes; c++) {
            auc += auc(logits, labels, c) / classes;
            balancedLoss += loss[c] / Arrays.stream(confusion[c]).sum() / classes;
        }
        return new Scores(confusion, auc, balancedLoss);
    }

    /** The class of the largest logit, the first of equals. */
    static int predicted(double[] logits) {
        int best = 0;
        for (int c = 1; c < logits.length; c++) {
            best = logits[c] > logits[best] ? c : best;
        }
        return best;
    }

    int classes() {
        return confusion.length;
    }

    int images() {
        return Arrays.stream(confusion).flatMapToInt(Arrays::stream).sum();
    }

    Proportion accuracy() {
        return new Proportion(
                IntStream.range(0, classes()).map(c -> confusion[c][c]).sum(), images());
    }

    /** Share of a class that is recognised. */
    Proportion sensitivity(int label) {
        return new Proportion(
                confusion[label][label], Arrays.stream(confusion[label]).sum());
    }

    /** Share of all other classes that is not taken for this one. */
    Proportion specificity(int label) {
        int others = images() - Arrays.stream(confusion[label]).sum();
        int taken = Arrays.stream(confusion).mapToInt(row -> row[label]).sum() - confusion[label][label];
        return new Proportion(others - taken, others);
    }

    @Override
    public String toString() {
        return String.format(
                "accuracy %.4f, AUC %.4f, loss %.4f, label by class %s",
                accuracy().share(), auc, balancedLoss, Arrays.deepToString(confusion));
    }

    private static double margin(double[] logits, int label) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++) {
            largest = c == label ? largest : Math.max(largest, logits[c]);
        }
        double sum = 0;
        for (int c = 0; c < logits.length; c++) {
            sum += c == label ? 0 : Math.exp(logits[c] - largest);
        }
        return logits[label] - largest - Math.log(sum);
    }

    /** The Mann-Whitney statistic: mean rank of one class among all, ties sharing their mean rank. */
    private static double auc(double[][] logits, int[] labels, int label) {
        double[] margins =
                Arrays.stream(logits).mapToDouble(row -> margin(row, label)).toArray();
        int[] order = IntStream.range(0, margins.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> margins[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double rankSum = 0;
        double positives = 0;
        for (int from = 0, to; from < order.length; from = to) {
            to = from;
            int tied = 0;
            while (to < order.length && margins[order[to]] == margins[order[from]]) {
                tied += labels[order[to++]] == label ? 1 : 0;
            }
            positives += tied;
            rankSum += tied * (from + 1 + to) / 2.0;
        }
        return (rankSum - positives * (positives + 1) / 2) / (positives * (labels.length - positives));
    }
}
