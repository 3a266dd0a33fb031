package io.veilray.ui.classify;

import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkShape;
import io.veilray.region.InputSpec;
import io.veilray.ui.text.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.VBox;

/** Everything the server says about a model, for a reader: what it is for first, arithmetic last. */
public final class ModelCard extends VBox {
    private final Messages messages;
    private final Figures figures;
    private final Facts facts = new Facts();
    private final Words words;

    public ModelCard(Messages messages, ModelInfo model) {
        super(8);
        this.messages = messages;
        this.figures = new Figures(messages);
        this.words = new Words(messages);
        setId("model-card");
        add("use", model.intendedUse());
        add("classes", String.join(", ", model.classes()));
        if (model.network().rules().classOnly()) {
            add("answer", messages.get("classify.card.answer.class"));
        }
        add("mode", words.glance(model.network().mode()));
        add("accuracy", model.accuracy());
        add("training", model.training());
        input(model.input(), model.opinion());
        opinion(model.opinion());
        network(model.network());
        add("id", model.id() + " " + model.version());
        getChildren().addAll(Facts.text(words.title(model), "caption"), facts);
    }

    private void add(String key, String value) {
        facts.add(messages.get("classify.card." + key), value);
    }

    private void input(InputSpec input, OpinionRule rule) {
        String modalities = rule.modalities().isEmpty()
                ? messages.get("classify.card.modality.any")
                : String.join(", ", rule.modalities());
        add("modality", modalities);
        add("input", messages.get("classify.figure.size", input.widthPx(), input.heightPx()));
        add(
                "window",
                input.window()
                        .map(window -> messages.get("classify.card.window.fixed", window.center(), window.width()))
                        .orElse(messages.get("classify.card.window.shown")));
    }

    private void opinion(OpinionRule rule) {
        add("calibrated", messages.get(rule.temperature().isPresent() ? "classify.yes" : "classify.no"));
        List<String> checks = new ArrayList<>();
        if (rule.leastProbability() > 0) {
            checks.add(messages.get("classify.card.check.probability", figures.percent(rule.leastProbability())));
        }
        rule.patch().ifPresent(known -> checks.add(messages.get("classify.card.check.image")));
        rule.logits().ifPresent(known -> checks.add(messages.get("classify.card.check.answer")));
        add("checks", checks.isEmpty() ? messages.get("classify.card.check.none") : String.join("; ", checks));
    }

    private void network(NetworkShape network) {
        add("evidence", messages.get(network.hasEvidence() ? "classify.yes" : "classify.no"));
        add(
                "arithmetic",
                messages.get(
                        "classify.card.arithmetic.value",
                        network.rounds(),
                        network.ringBits(),
                        network.activationBits(),
                        network.weightBits()));
    }
}
