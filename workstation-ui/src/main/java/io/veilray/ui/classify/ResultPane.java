package io.veilray.ui.classify;

import io.veilray.result.Classification;
import io.veilray.ui.classify.Review.Verdict;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Icons;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The card of one result. A result without an opinion never looks like one with: no class name on top, no bright bar. */
public final class ResultPane extends VBox {
    private final Messages messages;
    private final Words words;
    private final Figures figures;
    private final ResultChanges changes;
    private final ObjectProperty<@Nullable ClassifyResult> result = new SimpleObjectProperty<>();
    private final InvalidationListener again = changed -> show(result());
    private final VBox head = new VBox(8);
    private final Button accept;
    private final Button reject;
    private final Label decided = Facts.text("", "fact-name");
    private final VBox decision;
    private final TextArea comment = new TextArea();
    private final VBox tail = new VBox(8);
    private final Hyperlink record = new Hyperlink();
    /** Whose comment the field holds, and as it was last kept: what is being typed since belongs to this result alone. */
    private @Nullable ClassifyResult commented;

    private String kept = "";

    public ResultPane(Messages messages, ResultChanges changes) {
        this.messages = messages;
        this.words = new Words(messages);
        this.figures = new Figures(messages);
        this.changes = changes;
        this.accept = button("accept", changes::accept);
        this.reject = button("reject", changes::reject);
        this.decision = new VBox(6, decided, new FlowPane(8, 6, accept, reject));
        decision.setId("decision");
        decision.getStyleClass().add("decision");
        decision.setPrefWidth(0); // as wide as where it stands
        getChildren().addAll(head, comment, tail);
        getStyleClass().addAll("result-pane", "result-card");
        getStylesheets()
                .add(Objects.requireNonNull(ResultPane.class.getResource("classify.css"))
                        .toExternalForm());
        record.setId("result-record");
        record.setText(messages.get("classify.result.record"));
        record.setWrapText(true);
        record.setMinHeight(USE_PREF_SIZE);
        onRecord(() -> {});
        comment.setId("result-comment");
        comment.setPrefRowCount(2);
        comment.setWrapText(true);
        comment.setPromptText(messages.get("classify.result.comment.prompt"));
        comment.setAccessibleText(messages.get("classify.result.comment"));
        comment.focusedProperty().addListener((property, before, now) -> leftComment(now));
        result.addListener((property, before, now) -> changed(before, now));
        show(null);
    }

    public ObjectProperty<@Nullable ClassifyResult> resultProperty() {
        return result;
    }

    private @Nullable ClassifyResult result() {
        return result.get();
    }

    /** Whose result it is and the buttons that accept and reject it: not on the card, as they must never be out of sight. */
    public Node decision() {
        return decision;
    }

    /** @param open shows what was sent for this result, where and when */
    public void onRecord(Runnable open) {
        record.setOnAction(event -> {
            record.setVisited(false);
            open.run();
        });
    }

    /** Puts the cursor where a comment is written. */
    public void writeComment() {
        comment.requestFocus();
    }

    /** Keeps what is being written, as before anything that moves to another result. */
    public void keepComment() {
        if (result() != null) {
            keepComment(result());
        }
    }

    private void changed(@Nullable ClassifyResult before, @Nullable ClassifyResult now) {
        if (before != null) {
            keepComment(before);
            before.reviewProperty().removeListener(again);
            before.agreementProperty().removeListener(again);
        }
        if (now != null) {
            now.reviewProperty().addListener(again);
            now.agreementProperty().addListener(again);
        }
        show(now);
    }

    private void leftComment(boolean focused) {
        if (!focused) {
            keepComment();
        }
    }

    private void keepComment(ClassifyResult of) {
        if (!comment.getText().strip().equals(of.review().comment())) {
            changes.comment(of, comment.getText().strip());
        }
    }

    /** Keeps buttons and comment where they are, so that nobody loses the focus while a result changes. */
    private void show(@Nullable ClassifyResult now) {
        head.getChildren().clear();
        tail.getChildren().clear();
        for (Node node : List.of(decision, comment)) {
            node.setVisible(now != null);
            node.setManaged(now != null);
        }
        if (now == null) {
            head.getChildren().add(Facts.text(messages.get("classify.result.none"), "hint"));
            return;
        }
        if (now != commented || !now.review().comment().equals(kept)) {
            commented = now;
            kept = now.review().comment();
            comment.setText(kept);
        }
        accept.setDisable(now.review().verdict() == Verdict.ACCEPTED);
        reject.setDisable(now.review().verdict() == Verdict.REJECTED);
        Classification found = now.classification();
        decided.setText(messages.get("classify.results.line", now.request().name(), words.answer(found)));
        headline(now, found);
        if (found.classOnly()) {
            classOnly(found);
        } else {
            head.getChildren()
                    .addAll(
                            new ClassBars(messages, found, now.model().opinion().leastProbability()),
                            Facts.text(figuresLine(now), "hint"));
        }
        agreement(now.agreement());
        tail.getChildren()
                .addAll(
                        Facts.text(messages.get("app.researchUseOnly"), "research-use"),
                        record,
                        new ResultFacts(messages).of(now));
    }

    private void headline(ClassifyResult now, Classification found) {
        Label name = Facts.text(now.request().name(), "fact-name");
        HBox.setHgrow(name, Priority.ALWAYS);
        head.getChildren().add(new HBox(8, name, badge(now.review().verdict())));
        if (found.hasOpinion()) {
            Label answer = Facts.text(words.answer(found), "winner-name");
            answer.setId("result-class");
            head.getChildren().add(answer);
            return;
        }
        Label none = Facts.text(messages.get("classify.result.noOpinion"), "no-opinion-name");
        none.setId("result-class");
        head.getChildren().add(none);
        found.doubts().forEach(doubt -> head.getChildren().add(Facts.text("• " + words.doubt(doubt))));
        String notAnAnswer = found.classOnly()
                ? messages.get("classify.result.noOpinion.class", Words.className(found.winningClass()))
                : messages.get("classify.result.noOpinion.figures");
        head.getChildren().add(Facts.text(notAnAnswer, "hint"));
    }

    /** What it was chosen from, and why nothing tells how surely. */
    private void classOnly(Classification found) {
        String among = found.classes().stream().map(Words::className).collect(Collectors.joining(", "));
        Label why = Facts.text(messages.get("classify.result.classOnly"), "hint");
        why.setId("result-class-only");
        head.getChildren().addAll(Facts.text(messages.get("classify.result.among", among)), why);
    }

    private String figuresLine(ClassifyResult now) {
        double threshold = now.model().opinion().leastProbability();
        String calibrated = messages.get(
                now.classification().calibrated() ? "classify.result.calibrated" : "classify.result.notCalibrated");
        return threshold == 0
                ? calibrated + " " + messages.get("classify.result.noThreshold")
                : calibrated + " " + messages.get("classify.result.threshold", figures.percent(threshold));
    }

    private Label badge(Verdict verdict) {
        Label badge = new Label(messages.get("classify.verdict." + verdict));
        badge.setId("result-verdict");
        badge.setMinWidth(USE_PREF_SIZE);
        badge.getStyleClass().addAll("badge", verdict.name().toLowerCase(Locale.ROOT));
        return badge;
    }

    private Button button(String name, Consumer<ClassifyResult> action) {
        Button button = new Button(messages.get("classify.result." + name), Icons.of(name));
        button.setId("result-" + name);
        button.setOnAction(event -> action.accept(result()));
        return button;
    }

    private void agreement(Agreement agreement) {
        if (agreement.kind() == Agreement.Kind.NOT_POSSIBLE) {
            return;
        }
        String style =
                switch (agreement.kind()) {
                    case AGREES -> "good-words";
                    case PENDING -> "hint";
                    case DISAGREES -> "bad-words";
                    default -> "warning-words";
                };
        String numbers = agreement
                .comparison()
                .filter(both -> both.largestDifference().isPresent())
                .map(both -> " "
                        + messages.get(
                                "classify.agreement.numbers",
                                String.format(
                                        messages.locale(),
                                        "%.2g",
                                        both.largestDifference().getAsDouble()),
                                String.format(messages.locale(), "%.2g", both.maskingBound())))
                .orElse("");
        Label label = Facts.text(messages.get("classify.agreement." + agreement.kind()) + numbers, style);
        label.setId("result-agreement");
        tail.getChildren().add(label);
    }
}
