package io.veilray.ui.classify;

import io.veilray.result.Classification;
import io.veilray.ui.text.Messages;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.HPos;
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
    private final Map<String, ClassifyResult> named = new LinkedHashMap<>();

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
            String name = name(messages, i, sides.get(i));
            sides.get(i).ifPresent(result -> named.put(name, result));
        }
        if (left.isPresent()) {
            getChildren().add(table(left.get(), right));
            sides.stream()
                    .flatMap(Optional::stream)
                    .filter(one -> !one.classification().hasOpinion())
                    .findFirst()
                    .ifPresent(
                            one -> getChildren().add(Facts.text(messages.get("classify.compare.noOpinion"), "hint")));
        }
        getChildren().add(Facts.text(messages.get("app.researchUseOnly"), "research-use"));
    }

    /** The results by the names of their sides. */
    public Map<String, ClassifyResult> sides() {
        return Collections.unmodifiableMap(named);
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
        GridPane table = new GridPane(10, 4);
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.ALWAYS);
        table.getColumnConstraints().add(names);
        table.setId("compared-classes");
        table.addRow(0, new Label(), figure(letter(0), "caption"), figure(letter(1), "caption"));
        Set<String> classes = new LinkedHashSet<>(left.classification().classes());
        classes.addAll(right.classification().classes());
        for (String name : classes) {
            table.addRow(
                    table.getRowCount(),
                    Facts.text(Words.className(name)),
                    figure(left.classification(), name),
                    figure(right.classification(), name));
        }
        return table;
    }

    /** A figure that is no answer never looks like one. */
    private Label figure(Classification result, String name) {
        int place = result.classes().indexOf(name);
        boolean wins = result.hasOpinion() && place == result.winner();
        String text = place < 0 ? messages.get("classify.compare.noClass") : figure(result, place);
        return figure(text, wins ? "caption" : result.hasOpinion() ? "figure" : "hint");
    }

    private String figure(Classification result, int place) {
        if (result.classOnly()) {
            return messages.get(place == result.winner() ? "classify.compare.named" : "classify.compare.notTold");
        }
        return figures.percent(result.probabilities()[place]);
    }

    private static Label figure(String text, String style) {
        Label label = new Label(text);
        label.setMinWidth(USE_PREF_SIZE);
        label.getStyleClass().add(style);
        GridPane.setHalignment(label, HPos.RIGHT);
        return label;
    }
}
