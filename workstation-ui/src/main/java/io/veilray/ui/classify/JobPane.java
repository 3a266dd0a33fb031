package io.veilray.ui.classify;

import io.veilray.ui.text.Messages;
import java.util.OptionalDouble;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** One job: how far it is and a button that ends it; after a failure what happened and what to do. */
final class JobPane extends VBox {
    private final Messages messages;
    private final Words words;
    private final ClassifyQueue queue;
    private final ClassifyJob job;

    JobPane(Messages messages, ClassifyQueue queue, ClassifyJob job) {
        this.messages = messages;
        this.words = new Words(messages);
        this.queue = queue;
        this.job = job;
        getStyleClass().add("job");
        job.stateProperty().addListener((property, before, now) -> show(now));
        show(job.state());
    }

    private void show(JobState state) {
        if (state == JobState.FAILED) {
            failed(job.failure().orElseThrow());
        } else if (!state.isFinal()) {
            going(state);
        }
    }

    private Label name() {
        return Facts.text(job.request().name() + " · " + job.request().modelId(), "caption");
    }

    private static Region gap() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private Button button(String key, String id, Runnable action) {
        Button button = new Button(messages.get(key));
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    private void going(JobState state) {
        Button cancel = button("classify.cancel", "job-cancel", job::cancel);
        if (state == JobState.SCHEDULED) {
            HBox line = new HBox(8, new Label(words.state(state)), gap(), cancel);
            line.setAlignment(Pos.CENTER_LEFT);
            getChildren().setAll(name(), line);
            return;
        }
        Figures figures = new Figures(messages);
        Label step = Facts.text("");
        step.setId("job-step");
        step.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> words.step(job.stepProperty().get()), job.stepProperty()));
        Label elapsed = new Label();
        elapsed.setMinWidth(USE_PREF_SIZE);
        elapsed.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> time(figures), job.elapsedProperty(), job.secondsLeftProperty()));
        ProgressBar bar = new ProgressBar();
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.progressProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> job.stepProperty().get().progress(), job.stepProperty()));
        HBox.setHgrow(step, Priority.ALWAYS);
        Label name = name();
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox head = new HBox(8, name, cancel);
        head.setAlignment(Pos.CENTER_LEFT);
        step.setMaxWidth(Double.MAX_VALUE);
        getChildren().setAll(head, bar, new HBox(8, step, elapsed));
    }

    /** What is left stands there only where a job before tells it, and as long as it is more than a moment. */
    private String time(Figures figures) {
        String passed = figures.seconds(job.elapsedProperty().get().toMillis() / 1000.0);
        OptionalDouble left = job.secondsLeftProperty().get();
        return left.orElse(0) < 1 ? passed : messages.get("classify.job.left", passed, Math.round(left.getAsDouble()));
    }

    private void failed(Failure failure) {
        getStyleClass().add("job-failed");
        ToggleButton more = new ToggleButton(messages.get("classify.failure.details"));
        more.setId("job-details");
        Fold details = new Fold(more);
        details.show(Facts.text(failure.detail()));
        FlowPane buttons = new FlowPane(8, 6);
        if (failure.cause().freshTrySafe()) {
            buttons.getChildren().add(button("classify.again", "job-again", () -> queue.retry(job)));
        }
        buttons.getChildren().addAll(button("classify.dismiss", "job-dismiss", () -> queue.dismiss(job)), more);
        Label sentence = Facts.text(words.sentence(failure), "bad-words");
        sentence.setId("job-failure");
        getChildren()
                .setAll(
                        name(),
                        Facts.text(messages.get("classify.failure.noResult"), "bad-words", "caption"),
                        sentence,
                        Facts.text(words.nextStep(failure)),
                        buttons,
                        details);
    }
}
