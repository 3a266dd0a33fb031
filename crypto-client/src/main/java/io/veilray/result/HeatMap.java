package io.veilray.result;

import io.veilray.region.SlidingWindows;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What the windows over a region say together. Every window is a classification of its own; the value of a class at a
 * pixel is the mean of its probability over the windows that cover the pixel and had an opinion. Where none had, there is
 * no value: a gap, never a low one.
 *
 * @param classes class names in the model's order
 * @param answers of the windows in their order; empty where a window was not examined
 */
public record HeatMap(SlidingWindows windows, List<String> classes, List<Optional<Classification>> answers) {
    /** The caution that travels with every heat map. */
    public static final String PARTS =
            "A window is a part of an image: unless the model was made for such parts, its figures here mean little.";

    public HeatMap {
        classes = List.copyOf(classes);
        answers = List.copyOf(answers);
        if (answers.size() != windows.count()) {
            throw new IllegalArgumentException("heat map of " + windows.count() + " windows with " + answers.size()
                    + " answers: the two must be equal");
        }
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).isPresent()) {
                requireOf(windows, i, classes, answers.get(i).get());
            }
        }
    }

    private static void requireOf(SlidingWindows windows, int index, List<String> classes, Classification answer) {
        if (answer.classOnly()) {
            throw new IllegalArgumentException(needsProbabilities(answer.model()));
        }
        if (!answer.region().equals(windows.window(index)) || !answer.classes().equals(classes)) {
            throw new IllegalArgumentException("answer for region " + answer.region() + " and classes "
                    + answer.classes() + ": window " + index + " is " + windows.window(index) + " and has classes "
                    + classes);
        }
    }

    /** Why there is no heat map of a model that reveals the class alone. */
    public static String needsProbabilities(String model) {
        return "a heat map shows probabilities, and model " + model
                + " reveals the class only: choose a model that shows its probabilities, or classify regions one by one";
    }

    /** The answers there are, in the order of the windows. */
    public List<Classification> examined() {
        return answers.stream().flatMap(Optional::stream).toList();
    }

    public boolean isComplete() {
        return answers.stream().allMatch(Optional::isPresent);
    }

    /** How many windows had an opinion. */
    public int opinions() {
        return (int) IntStream.range(0, answers.size()).filter(this::hasOpinion).count();
    }

    private boolean hasOpinion(int index) {
        return answers.get(index).map(Classification::hasOpinion).orElse(false);
    }

    /** The window with an opinion that gives a class the largest probability; the first of equals. */
    public OptionalInt highest(int classIndex) {
        return IntStream.range(0, answers.size())
                .filter(this::hasOpinion)
                .reduce((a, b) -> probability(b, classIndex) > probability(a, classIndex) ? b : a);
    }

    private double probability(int index, int classIndex) {
        return answers.get(index).orElseThrow().probabilities()[classIndex];
    }

    /**
     * The values of a class along one row of the region, a value a pixel, NaN in a gap. Costs the windows that touch the
     * row and a row's pixels times the windows that overlap across.
     *
     * @param row from the region's top
     */
    public double[] row(int classIndex, int row) {
        int columns = windows.across().count();
        double[] sums = new double[columns];
        int[] counts = new int[columns];
        for (int r = windows.down().first(row); r <= windows.down().last(row); r++) {
            for (int c = 0; c < columns; c++) {
                if (hasOpinion(r * columns + c)) {
                    sums[c] += probability(r * columns + c, classIndex);
                    counts[c]++;
                }
            }
        }
        double[] out = new double[windows.region().widthPx()];
        Arrays.setAll(
                out,
                x -> mean(
                        sums,
                        counts,
                        windows.across().first(x),
                        windows.across().last(x)));
        return out;
    }

    private static double mean(double[] sums, int[] counts, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int c = from; c <= to; c++) {
            sum += sums[c];
            count += counts[c];
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /**
     * Whether any window that covers a pixel was examined: tells a gap without an opinion from one nobody looked at.
     *
     * @param column from the region's left
     * @param row from the region's top
     */
    public boolean isExamined(int column, int row) {
        int columns = windows.across().count();
        for (int r = windows.down().first(row); r <= windows.down().last(row); r++) {
            for (int c = windows.across().first(column); c <= windows.across().last(column); c++) {
                if (answers.get(r * columns + c).isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }
}
