package io.veilray.trainer;

import io.veilray.opinion.Doubt;
import io.veilray.opinion.OpinionRule;
import io.veilray.opinion.Reliability;
import io.veilray.region.Patch;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a rule for opinions does on images it was not measured on.
 *
 * @param answered how many got an opinion
 * @param accuracy of those
 * @param doubted how many raised each doubt
 * @param reliability of the calibrated probabilities
 * @param uncalibrated of the plain softmax
 */
record OpinionExam(
        Proportion answered,
        Proportion accuracy,
        Map<Doubt.Kind, Proportion> doubted,
        Reliability reliability,
        Reliability uncalibrated) {

    static OpinionExam of(OpinionRule rule, List<Patch> images, double[][] logits, int[] labels) {
        List<List<Doubt>> doubts = IntStream.range(0, labels.length)
                .mapToObj(i -> rule.doubts(images.get(i), logits[i]))
                .toList();
        int[] answered = IntStream.range(0, labels.length)
                .filter(i -> doubts.get(i).isEmpty())
                .toArray();
        int right = (int) Arrays.stream(answered)
                .filter(i -> Scores.predicted(logits[i]) == labels[i])
                .count();
        return new OpinionExam(
                new Proportion(answered.length, labels.length),
                new Proportion(right, answered.length),
                byKind(doubts),
                reliability(rule, logits, labels),
                reliability(OpinionRule.UNMEASURED, logits, labels));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "answered %s, right %s, doubts %s, calibration error %.4f, of the plain softmax %.4f",
                answered,
                accuracy,
                doubted,
                reliability.expectedCalibrationError(),
                uncalibrated.expectedCalibrationError());
    }

    private static Map<Doubt.Kind, Proportion> byKind(List<List<Doubt>> doubts) {
        Map<Doubt.Kind, Proportion> out = new EnumMap<>(Doubt.Kind.class);
        for (Doubt.Kind kind : Doubt.Kind.values()) {
            int hits = (int) doubts.stream()
                    .filter(list -> list.stream().anyMatch(doubt -> doubt.kind() == kind))
                    .count();
            out.put(kind, new Proportion(hits, doubts.size()));
        }
        return out;
    }

    private static Reliability reliability(OpinionRule rule, double[][] logits, int[] labels) {
        return Reliability.of(Arrays.stream(logits).map(rule::probabilities).toArray(double[][]::new), labels);
    }
}
