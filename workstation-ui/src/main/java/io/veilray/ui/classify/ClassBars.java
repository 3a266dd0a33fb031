package io.veilray.ui.classify;

import io.veilray.result.Classification;
import io.veilray.ui.text.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Every class with its probability as number and bar, the likeliest first; of many the first three and the rest in sum. */
final class ClassBars extends VBox {
    private static final int ALL = 5;
    private static final int FIRST = 3;

    private final Messages messages;
    private final Figures figures;
    private final double threshold;

    /** @param threshold probability from which on there is an opinion */
    ClassBars(Messages messages, Classification result, double threshold) {
        super(3);
        this.messages = messages;
        this.figures = new Figures(messages);
        this.threshold = threshold;
        double[] probabilities = result.probabilities();
        List<Integer> order = IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -probabilities[i]))
                .toList();
        int rows = order.size() <= ALL ? order.size() : FIRST;
        for (int i : order.subList(0, rows)) {
            boolean wins = result.hasOpinion() && i == result.winner();
            row(Words.className(result.classes().get(i)), probabilities[i], wins, result.hasOpinion());
        }
        if (rows < order.size()) {
            double rest = order.subList(rows, order.size()).stream()
                    .mapToDouble(i -> probabilities[i])
                    .sum();
            row(messages.get("classify.result.others", order.size() - rows), rest, false, result.hasOpinion());
        }
    }

    private void row(String name, double probability, boolean wins, boolean opinion) {
        String percent = figures.percent(probability);
        Label left = Facts.text(name, wins ? "caption" : "fact-name");
        Label right = new Label(percent);
        right.setMinWidth(USE_PREF_SIZE);
        right.getStyleClass().add(wins ? "caption" : "fact-name");
        HBox.setHgrow(left, Priority.ALWAYS);
        ProbabilityBar bar =
                new ProbabilityBar(probability, threshold, wins ? "winner" : opinion ? "other" : "no-answer");
        bar.setAccessibleText(messages.get("classify.result.class", name, percent));
        getChildren().addAll(new HBox(8, left, right), bar);
    }
}
