package io.veilray.ui.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.opinion.OpinionRule;
import io.veilray.opinion.PatchFamiliarity;
import io.veilray.protocol.ModelInfo;
import io.veilray.ui.Screenshot;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** A class without figures: shown as the answer where it is one, and never with a bar, a percentage or a heat map. */
class ClassOnlyOnScreenTest {
    private final StagedCloud staged = new StagedCloud();
    private final CloudConnection connection = new CloudConnection(staged, LocalCloud::find, Platform::runLater);
    private ClassifyQueue queue;
    private Results results;
    private Scene scene;

    @BeforeAll
    static void toolkit() throws Exception {
        Fx.start();
    }

    @AfterEach
    void close() throws Exception {
        Fx.run(queue::close);
        connection.close();
        connection.goodbye().get(20, TimeUnit.SECONDS);
    }

    private ClassifyResult classify() {
        staged.classOnly = true;
        Fx.run(() -> {
            queue = new ClassifyQueue(connection);
            results = new Results(queue);
            queue.onResult(results::add);
        });
        connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE));
        Fx.run(() -> queue.submit(Requests.of(StagedCloud.MODEL)));
        Fx.await(() -> results.all().size() == 1);
        return Fx.get(() -> results.all().getFirst());
    }

    private void show(String picture, Theme theme, Node... nodes) {
        Fx.run(() -> {
            theme.use();
            VBox content = new VBox(12, nodes);
            content.getStyleClass().add("panel");
            scene = new Scene(content, 360, 620);
            Theme.dress(scene);
            javafx.stage.Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
            stage.setScene(scene);
            stage.show();
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            Screenshot.save(scene.snapshot(null), "class-only-" + picture);
        });
    }

    private ResultPane card(Messages messages, ClassifyResult result) {
        return Fx.get(() -> {
            ResultPane card = new ResultPane(messages, results);
            card.resultProperty().set(result);
            return card;
        });
    }

    private String words() {
        return Fx.get(() -> scene.getRoot().lookupAll(".label").stream()
                .map(label -> ((Labeled) label).getText())
                .collect(Collectors.joining("\n")));
    }

    private void assertNoFigures() {
        assertFalse(words().contains("%"), words());
        assertFalse(words().toLowerCase(Locale.ROOT).contains("calibrat"), words());
        assertTrue(Fx.get(() -> scene.getRoot().lookupAll(".probability-bar").isEmpty()));
    }

    @Test
    void answer_isTheClassAndWhyThereIsNoMore() {
        ClassifyResult result = classify();
        show("answer-en", Theme.DARK, card(Messages.of(Locale.ENGLISH), result));
        assertEquals("dark", Fx.get(() -> ((Labeled) scene.lookup("#result-class")).getText()));
        assertTrue(words().contains("One of: bright, dark.") && words().contains("reveals the class only"), words());
        assertNoFigures();
        show("answer-de", Theme.LIGHT, card(Messages.of(Locale.GERMAN), result));
        assertTrue(words().contains("gibt nur die Klasse preis"), words());
        assertNoFigures();
        show(
                "compared",
                Theme.DARK,
                Fx.get(() -> new ComparedPane(Messages.of(Locale.ENGLISH), Optional.of(result), result)),
                Fx.get(() -> new ModelCard(Messages.of(Locale.ENGLISH), result.model())));
        assertTrue(words().contains("named") && words().contains("not told"), words());
        assertTrue(words().contains("the class only, without probabilities"), words());
    }

    @Test
    void withoutOpinion_theClassIsNamedAsNoAnswer() {
        staged.opinion = new OpinionRule(
                List.of(),
                Optional.empty(),
                0,
                Optional.of(new PatchFamiliarity(
                        1, new double[2], new double[] {1, 1}, new double[0][], new double[0], 1, 1e-6)),
                Optional.empty());
        show("no-opinion", Theme.DARK, card(Messages.of(Locale.ENGLISH), classify()));
        assertEquals("No opinion", Fx.get(() -> ((Labeled) scene.lookup("#result-class")).getText()));
        assertTrue(words().contains("names dark, which is not an answer"), words());
        assertNoFigures();
    }

    @Test
    void heatMap_isRefusedWithTheReason() {
        ModelInfo model = classify().model();
        RegionTarget target = Fx.get(() -> new RegionTarget(
                Requests.gradient(),
                new io.veilray.region.Region(0, 0, 40, 40),
                io.veilray.region.RegionMask.ALL,
                "Region 1",
                "slice 1"));
        HeatMapQuestion question =
                Fx.get(() -> new HeatMapQuestion(Messages.of(Locale.ENGLISH), target, model, chosen -> {}, () -> {}));
        show("heat-refused", Theme.DARK, question);
        assertTrue(words().contains("A heat map shows probabilities: choose another model."), words());
        assertTrue(Fx.get(() -> scene.lookup("#heat-start").isDisabled()));
    }
}
