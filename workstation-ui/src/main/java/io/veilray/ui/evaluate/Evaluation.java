package io.veilray.ui.evaluate;

import io.veilray.opinion.Doubt;
import io.veilray.opinion.OpinionRule;
import io.veilray.opinion.Reliability;
import io.veilray.result.Classification;
import io.veilray.ui.classify.Comparison;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The figures of a set of judged images. A figure that these images cannot give is empty, never 0. */
public record Evaluation(List<String> classes, OpinionRule rule, List<Judged> images) {
    public Evaluation {
        classes = List.copyOf(classes);
        images = List.copyOf(images);
    }

    /** Fraction whose private class is that of their folder. */
    public OptionalDouble accuracy() {
        return fraction(Judged::isRight);
    }

    /** The same for the float model in the clear. */
    public OptionalDouble accuracyFloat() {
        return compared(image -> Classification.argMax(comparison(image).floatLogits()) == image.truth());
    }

    /** Fraction whose private class is that of the fixed-point model. */
    public OptionalDouble fixedPointAgreement() {
        return compared(image -> comparison(image).agrees());
    }

    /** Fraction whose private class is that of the float model. */
    public OptionalDouble floatAgreement() {
        return compared(image -> comparison(image).agreesWithFloat());
    }

    /** Whether there are private probabilities: not where the model's owner reveals the class alone. */
    public boolean hasProbabilities() {
        return images.stream().noneMatch(image -> image.result().classOnly());
    }

    /** Area under the curve of one class against the rest, from private probabilities. */
    public OptionalDouble auc(int classIndex) {
        return hasProbabilities() ? auc(classIndex, image -> image.result().probabilities()) : OptionalDouble.empty();
    }

    /** The same from the float model in the clear. */
    public OptionalDouble aucFloat(int classIndex) {
        return hasComparison()
                ? auc(classIndex, image -> rule.probabilities(comparison(image).floatLogits()))
                : OptionalDouble.empty();
    }

    /** Fraction that got an opinion. */
    public OptionalDouble answered() {
        return fraction(image -> image.result().hasOpinion());
    }

    /** Fraction whose private class is that of their folder, of those that got an opinion. */
    public OptionalDouble accuracyOfAnswered() {
        return images.stream()
                .filter(image -> image.result().hasOpinion())
                .mapToDouble(image -> image.isRight() ? 1 : 0)
                .average();
    }

    /** How many images raised a doubt. */
    public long doubted(Doubt.Kind kind) {
        return images.stream()
                .filter(image -> image.result().doubts().stream().anyMatch(doubt -> doubt.kind() == kind))
                .count();
    }

    /** Of the private probabilities. */
    public OptionalDouble expectedCalibrationError() {
        if (!hasProbabilities()) {
            return OptionalDouble.empty();
        }
        double[][] probabilities =
                images.stream().map(image -> image.result().probabilities()).toArray(double[][]::new);
        int[] truth = images.stream().mapToInt(Judged::truth).toArray();
        return OptionalDouble.of(Reliability.of(probabilities, truth).expectedCalibrationError());
    }

    public OptionalDouble mean(ToDoubleFunction<Judged> figure) {
        return images.stream().mapToDouble(figure).average();
    }

    /** Images whose private class differs from that of the model in the clear, in either form. */
    public List<Judged> disagreements() {
        return images.stream()
                .filter(image -> image.comparison()
                        .filter(c -> !c.agrees() || !c.agreesWithFloat())
                        .isPresent())
                .toList();
    }

    private boolean hasComparison() {
        return !images.isEmpty()
                && images.stream().allMatch(image -> image.comparison().isPresent());
    }

    private static Comparison comparison(Judged image) {
        return image.comparison().orElseThrow();
    }

    private OptionalDouble compared(Predicate<Judged> holds) {
        return hasComparison() ? fraction(holds) : OptionalDouble.empty();
    }

    private OptionalDouble fraction(Predicate<Judged> holds) {
        return mean(image -> holds.test(image) ? 1 : 0);
    }

    private OptionalDouble auc(int classIndex, Function<Judged, double[]> probabilities) {
        double[] scores = new double[images.size()];
        boolean[] positive = new boolean[images.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = probabilities.apply(images.get(i))[classIndex];
            positive[i] = images.get(i).truth() == classIndex;
        }
        return Auc.of(scores, positive);
    }
}
