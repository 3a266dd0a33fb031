package io.veilray.ui.classify;

import io.veilray.result.Classification;
import io.veilray.ui.text.Messages;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The class tables of two results beside each other: a row for each class, a column for each side. */
public final class ComparedPane extends VBox {
    private final Messages messages;
    private final Words words;
    private final Figures figures;
    private final GridPane table = new GridPane(10, 4);
    private int row;

    /** @param left empty for the plain image, which has no figures */
    public ComparedPane(Messages messages, Optional<ClassifyResult> left, ClassifyResult right) {
        super(8);
        this.messages = messages;
        this.words = new Words(messages);
        this.figures = new Figures(messages);
        setId("compared");
        getStyleClass().add("result-card");
        getStylesheets()
                .add(Objects.requireNonNull(ComparedPane.class.getResource("classify.css"))
                        .toExternalForm());
        getChildren().addAll(Facts.text(messages.get("classify.compare"), "caption"));
        List<Optional<ClassifyResult>> sides = List.of(left, Optional.of(right));
        for (int i = 0; i < sides.size(); i++) {
            getChildren().add(head(i, sides.get(i)));
        }
        if (left.isPresent()) {
            getChildren().add(table(left.get(), right));
        }
        getChildren().add(Facts.text(messages.get("app.researchUseOnly"), "research-use"));
    }

    /** A side as a corner and the table name it: its letter and what it shows. */
    public static String name(Messages messages, int side, Optional<ClassifyResult> result) {
        String shown = result.map(one -> one.classification().model()).orElse(messages.get("classify.compare.plain"));
        return messages.get("classify.compare.side", letter(side), shown);
    }

    private static String letter(int side) {
        return String.valueOf((char) ('A' + side));
    }

    private VBox head(int side, Optional<ClassifyResult> result) {
        VBox head = new VBox(1, Facts.text(name(messages, side, result), "fact-name"));
        result.ifPresent(one -> head.getChildren()
                .add(Facts.text(
                        messages.get("classify.results.line", one.request().name(), words.answer(one.classification())),
                        one.classification().hasOpinion() ? "caption" : "warning-words")));
        return head;
    }

    private GridPane table(ClassifyResult left, ClassifyResult right) {
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        table.getColumnConstraints().add(names);
        table.setId("compared-classes");
        row("", Stream.of(letter(0), letter(1)));
        Set<String> classes = new LinkedHashSet<>(left.classification().classes());
        classes.addAll(right.classification().classes());
        for (String name : classes) {
            row(
                    Words.className(name),
                    Stream.of(left, right).map(ClassifyResult::classification).map(one -> figure(one, name)));
        }
        return table;
    }

    private void row(String name, Stream<String> figures) {
        table.add(Facts.text(name), 0, row);
        int column = 1;
        for (String figure : figures.toList()) {
            Label label = new Label(figure);
            label.setMinWidth(USE_PREF_SIZE);
            label.getStyleClass().add(row == 0 ? "caption" : "figure");
            GridPane.setHalignment(label, javafx.geometry.HPos.RIGHT);
            table.add(label, column++, row);
        }
        row++;
    }

    private String figure(Classification result, String name) {
        OptionalDouble probability = probability(result, name);
        return probability.isPresent()
                ? figures.percent(probability.getAsDouble())
                : messages.get("classify.compare.noClass");
    }

    private static OptionalDouble probability(Classification result, String name) {
        int place = result.classes().indexOf(name);
        return place < 0 ? OptionalDouble.empty() : OptionalDouble.of(result.probabilities()[place]);
    }
}
