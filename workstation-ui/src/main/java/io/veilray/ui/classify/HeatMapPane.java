package io.veilray.ui.classify;

import io.veilray.result.Classification;
import io.veilray.result.HeatMap;
import io.veilray.ui.overlay.HeatBar;
import io.veilray.ui.text.Messages;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The heat map that is on its way, and what the one on the screen means. On the JavaFX thread. */
public final class HeatMapPane extends VBox {
    /** From here on seconds are told in minutes. */
    private static final double LONG_SECONDS = 120;

    private final Messages messages;
    private final Figures figures;
    private final Words words;
    private final VBox going = new VBox(6);
    private final VBox failure = new VBox(6);
    private final VBox card = new VBox(8);
    private final Label step = Facts.text("");
    private final ProgressBar bar = new ProgressBar();
    private final Label caption = Facts.text("", "caption");

    /** @param cancelled does what the button says */
    public HeatMapPane(Messages messages, Runnable cancelled) {
        super(10);
        this.messages = messages;
        this.figures = new Figures(messages);
        this.words = new Words(messages);
        Button cancel = button("classify.cancel", "heat-cancel", cancelled);
        step.setId("heat-step");
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(step, Priority.ALWAYS);
        HBox line = new HBox(8, step, cancel);
        line.setAlignment(Pos.CENTER_LEFT);
        going.getStyleClass().add("job");
        going.getChildren().addAll(caption, bar, line);
        failure.getStyleClass().addAll("job", "job-failed");
        failure.setId("heat-failure");
        card.getStyleClass().add("result-card");
        card.setId("heat-card");
        getStylesheets().add(HeatMapPane.class.getResource("classify.css").toExternalForm());
        for (Node part : List.of(going, failure, card)) {
            part.managedProperty().bind(part.visibleProperty());
            part.visibleProperty().addListener(observable -> fit());
            part.setVisible(false);
        }
        getChildren().addAll(going, failure, card);
    }

    /** Takes no room while it has nothing to say. */
    private void fit() {
        boolean any = going.isVisible() || failure.isVisible() || card.isVisible();
        setVisible(any);
        setManaged(any);
    }

    private Button button(String key, String id, Runnable action) {
        Button button = new Button(messages.get(key));
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    public void started(HeatRequest request) {
        failure.setVisible(false);
        caption.setText(messages.get("heat.title", request.of().name()) + " · "
                + request.of().modelId());
    }

    /** @param now null when none is on its way any more */
    public void progress(HeatProgress now) {
        going.setVisible(now != null);
        if (now != null) {
            bar.setProgress(now.share());
            step.setText(words(now));
        }
    }

    private String words(HeatProgress now) {
        String count = messages.get("heat.progress", now.done(), now.total());
        if (now.secondsLeft().isEmpty() || now.done() == now.total()) {
            return count;
        }
        String key = now.isAtMost() ? "heat.progress.atMost" : "heat.progress.left";
        return messages.get(key, count, time(now.secondsLeft().getAsDouble()));
    }

    private String time(double seconds) {
        return seconds < LONG_SECONDS
                ? messages.get("classify.figure.seconds", figures.decimals(Math.ceil(seconds), 0))
                : messages.get("heat.minutes", figures.decimals(Math.ceil(seconds / 60), 0));
    }

    /** Nothing came of it. */
    public void failed(HeatRequest request, Failure why) {
        failure.getChildren()
                .setAll(
                        Facts.text(messages.get("heat.title", request.of().name()), "caption"),
                        Facts.text(messages.get("classify.failure.noResult"), "bad-words", "caption"),
                        Facts.text(words.sentence(why), "bad-words"),
                        Facts.text(words.nextStep(why)),
                        button("classify.dismiss", "heat-dismiss", () -> failure.setVisible(false)));
        failure.setVisible(true);
    }

    /** @param shown the map on the screen; {@code deleted} does what the button says */
    public void show(Optional<HeatResult> shown, Runnable deleted) {
        card.setVisible(shown.isPresent());
        card.getChildren().clear();
        shown.ifPresent(result -> {
            head(result);
            card.getChildren().add(new HeatBar(messages, result.map().isComplete()));
            card.getChildren().add(Facts.text(messages.get("heat.caution"), "warning-words"));
            card.getChildren().add(facts(result));
            card.getChildren().add(Facts.text(Classification.RESEARCH_USE, "hint"));
            card.getChildren().add(button("heat.delete", "heat-delete", deleted));
        });
    }

    private void head(HeatResult result) {
        card.getChildren().add(Facts.text(messages.get("heat.layer", result.shownClass()), "winner-name"));
        HeatMap map = result.map();
        if (!map.isComplete()) {
            String only = messages.get(
                    "heat.incomplete", map.examined().size(), map.answers().size());
            card.getChildren().add(Facts.text(only, "bad-words", "caption"));
        }
        result.failure().ifPresent(why -> card.getChildren()
                .add(Facts.text(words.sentence(why) + " " + words.nextStep(why), "bad-words")));
        if (map.opinions() == 0) {
            card.getChildren().add(Facts.text(messages.get("heat.nowhere"), "warning-words", "caption"));
        }
    }

    private Facts facts(HeatResult result) {
        HeatMap map = result.map();
        int shown = result.request().classIndex();
        Facts facts = new Facts()
                .add(messages.get("heat.fact.region"), result.request().of().name())
                .add(messages.get("heat.fact.model"), model(map.examined().getFirst()))
                .add(
                        messages.get("heat.fact.windows"),
                        messages.get(
                                "heat.fact.windows.value",
                                map.windows().count(),
                                size(map),
                                map.windows().stridePx()))
                .add(
                        messages.get("heat.fact.opinions"),
                        messages.get(
                                "heat.progress", map.opinions(), map.examined().size()));
        map.highest(shown).ifPresent(index -> facts.add(messages.get("heat.fact.highest"), highest(map, shown, index)));
        return facts.add(messages.get("classify.result.time"), time(result.seconds()))
                .add(
                        messages.get("heat.fact.bytes"),
                        messages.get("heat.fact.bytes.value", figures.bytes(result.bytes())));
    }

    private static String model(Classification any) {
        return any.model() + " " + any.modelVersion();
    }

    private String size(HeatMap map) {
        return messages.get(
                "classify.figure.size", map.windows().widthPx(), map.windows().heightPx());
    }

    private String highest(HeatMap map, int shown, int index) {
        double probability = map.answers().get(index).orElseThrow().probabilities()[shown];
        return messages.get(
                "heat.fact.highest.value",
                figures.percent(probability),
                String.valueOf(map.windows().window(index).xPx()),
                String.valueOf(map.windows().window(index).yPx()));
    }
}
