package io.veilray.ui.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.client.Stage;
import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.region.Region;
import io.veilray.region.RegionMask;
import io.veilray.result.EvidenceField;
import io.veilray.ui.Screenshot;
import io.veilray.ui.classify.Review.Verdict;
import io.veilray.ui.overlay.ColourBar;
import io.veilray.ui.overlay.ResultLayer;
import io.veilray.ui.scan.Scan;
import io.veilray.ui.scan.ScanReader;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Theme;
import io.veilray.ui.viewer.LabelRoom;
import io.veilray.ui.viewer.ViewTransform;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** The panes as a user meets them, each state written as a picture. */
class PanesTest {
    private static final double WIDTH = 360;
    private static final Region LUNGS = new Region(76, 70, 360, 360);

    @TempDir
    static Path folder;

    private final StagedCloud staged = new StagedCloud();
    private CloudConnection connection;
    private ClassifyQueue queue;
    private Results results;
    private ClassifyPane pane;
    private ResultPane card;
    private ResultsPane list;
    private Scene scene;

    @BeforeAll
    static void toolkit() throws Exception {
        Fx.start();
    }

    private void open(CloudLinker linker, Theme theme, Locale language) {
        Messages messages = Messages.of(language);
        connection = new CloudConnection(linker, LocalCloud::find, Platform::runLater);
        Fx.run(() -> {
            theme.use();
            queue = new ClassifyQueue(connection);
            results = new Results(queue);
            pane = new ClassifyPane(messages, connection, queue);
            card = new ResultPane(messages, results);
            list = new ResultsPane(messages, results, results, connection);
            card.resultProperty().bindBidirectional(results.selectedProperty());
            queue.onResult(result -> {
                results.add(result);
                pane.sent(result, () -> {});
            });
        });
    }

    private void show(Node... nodes) {
        Fx.run(() -> {
            VBox content = new VBox(12, nodes);
            content.getStyleClass().add("panel");
            ScrollPane scroll = new ScrollPane(content);
            scroll.setFitToWidth(true);
            scene = new Scene(scroll, WIDTH, 980);
            Theme.dress(scene);
            javafx.stage.Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
            stage.setScene(scene);
            stage.show();
        });
    }

    private void picture(String name) {
        Fx.run(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            Screenshot.save(scene.snapshot(null), "classify-" + name);
        });
    }

    @AfterEach
    void close() throws Exception {
        staged.letGo.countDown();
        Fx.run(queue::close);
        connection.close();
        connection.goodbye().get(20, TimeUnit.SECONDS);
    }

    private void select(Scan scan, Region region) {
        Fx.run(() -> pane.targetProperty().set(new RegionTarget(scan, region, RegionMask.ALL, "Region 1", "slice 1")));
    }

    private static Scan sample() throws Exception {
        List<Path> samples = LocalCloud.find().orElseThrow().writeSamples(folder);
        return ScanReader.read(samples.getLast(), 1);
    }

    private String text(String id) {
        return Fx.get(() -> ((Labeled) scene.lookup("#" + id)).getText());
    }

    private boolean isThere(String id) {
        return Fx.get(() -> scene.lookup("#" + id) != null);
    }

    private void click(String id) {
        Fx.run(() -> ((ButtonBase) scene.lookup("#" + id)).fire());
    }

    private void awaitKind(ConnectionState.Kind kind) {
        Fx.await(() -> connection.state().kind() == kind);
    }

    @Test
    void beforeAServerIsChosen_theButtonSaysWhy() {
        open(staged, Theme.DARK, Locale.ENGLISH);
        show(pane);
        assertTrue(text("classify-reason").contains("choose a server"), text("classify-reason"));
        assertEquals(0, staged.connections.get());
        connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE));
        awaitKind(ConnectionState.Kind.CONNECTED);
        assertTrue(text("classify-reason").contains("Open a scan"), text("classify-reason"));
        select(Requests.gradient(), new Region(0, 0, 8, 8));
        assertEquals("", text("classify-reason"));
        assertFalse(Fx.get(() -> scene.lookup("#classify").isDisabled()));
    }

    @Test
    void idle_showsConnectionModelAndCard() throws Exception {
        open(CloudLinker.overTheWire(), Theme.DARK, Locale.ENGLISH);
        show(pane);
        connection.choose(CloudTarget.LOCAL);
        awaitKind(ConnectionState.Kind.OFFLINE_DEMO);
        Scan scan = sample();
        picture("idle-no-region-dark");
        select(scan, LUNGS);
        picture("idle-dark");
        click("model-card-button");
        assertTrue(isThere("model-card"));
        picture("model-card-dark");
        click("model-card-button");
        click("connection-chip");
        click("connection-test");
        Fx.await(() -> ((Labeled) scene.lookup("#connection-found")).getText().contains("ms there"));
        picture("connection-test-dark");
        assertTrue(text("connection-found").contains("TLSv1.3"), text("connection-found"));
    }

    @Test
    void running_canAlwaysBeCancelled() {
        staged.stopAt = Stage.ROUND;
        open(staged, Theme.DARK, Locale.ENGLISH);
        show(pane);
        connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE));
        awaitKind(ConnectionState.Kind.CONNECTED);
        select(Requests.gradient(), new Region(0, 0, 8, 8));
        click("classify");
        click("classify");
        Fx.await(() -> scene.lookup("#job-step") instanceof Labeled step
                && step.getText().equals("Round 2 of 2"));
        picture("running-dark");
        assertFalse(Fx.get(() -> scene.lookup("#job-cancel").isDisabled()));
        staged.stopAt = null;
        click("job-cancel");
        Fx.await(() -> results.all().size() == 1 && queue.jobs().isEmpty());
        assertFalse(Fx.get(() -> scene.lookup("#classify").isDisabled()));
    }

    @Test
    void lostServer_isToldWithTheNextStepInBothLanguages() {
        for (Locale language : Messages.LANGUAGES) {
            staged.failure = new CloudException(Reason.LOST, "the connection to cloud.example.org:50051 was lost");
            open(staged, language.equals(Locale.GERMAN) ? Theme.LIGHT : Theme.DARK, language);
            show(pane);
            connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE));
            awaitKind(ConnectionState.Kind.CONNECTED);
            select(Requests.gradient(), new Region(0, 0, 8, 8));
            click("classify");
            Fx.await(() -> scene.lookup("#job-failure") != null);
            awaitKind(ConnectionState.Kind.CANNOT_REACH);
            assertTrue(text("job-failure").contains("cloud.example.org:50051"), text("job-failure"));
            click("job-details");
            click("connection-chip");
            picture("error-" + language);
            staged.failure = null;
            click("job-again");
            Fx.await(() -> results.all().size() == 1);
            assertEquals(
                    ConnectionState.Kind.CONNECTED, Fx.get(connection::state).kind());
            Fx.run(queue::close);
            connection.close();
        }
    }

    @Test
    void serverOfAnotherVersion_isToldAndNothingCanBeSent() {
        staged.refusal = new CloudException(Reason.VERSION_MISMATCH, "speaks protocol version 2");
        open(staged, Theme.LIGHT, Locale.ENGLISH);
        show(pane);
        connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE));
        awaitKind(ConnectionState.Kind.VERSION_MISMATCH);
        assertTrue(Fx.get(() -> scene.lookup("#classify").isDisabled()));
        assertTrue(text("connection-chip").startsWith("Other version"), text("connection-chip"));
        staged.refusal = null;
        click("connection-chip");
        click("connection-again");
        awaitKind(ConnectionState.Kind.CONNECTED);
    }

    private void classify(String model) {
        int before = Fx.get(() -> results.all().size());
        Fx.run(() -> {
            pane.choose(model);
            pane.classify();
        });
        Fx.await(() -> results.all().size() == before + 1
                && results.all().getLast().agreement().kind() != Agreement.Kind.PENDING);
    }

    @Test
    void results_areShownReviewedAndDeleted() throws Exception {
        Scan scan = sample();
        for (Locale language : Messages.LANGUAGES) {
            for (Theme theme : Theme.values()) {
                String suffix = language + "-" + theme.name().toLowerCase(Locale.ROOT);
                open(CloudLinker.overTheWire(), theme, language);
                show(list, card, card.decision(), pane);
                connection.choose(CloudTarget.LOCAL);
                awaitKind(ConnectionState.Kind.OFFLINE_DEMO);
                select(scan, LUNGS);
                classify("pneumonia-cxr-28");
                picture("result-1-" + suffix);
                classify("brain-mri-128");
                picture("result-2-" + suffix);
                Fx.run(queue::close);
                connection.close();
            }
        }
    }

    /** The comparison arrives while somebody may already be writing. */
    @Test
    void changeOfAResult_leavesFocusAndWordsAlone() {
        open(staged, Theme.LIGHT, Locale.ENGLISH);
        show(list, card, card.decision());
        connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE));
        Fx.run(() -> queue.submit(Requests.of(StagedCloud.MODEL)));
        Fx.await(() -> results.all().size() == 1);
        ClassifyResult result = Fx.get(() -> results.all().getFirst());
        Fx.run(() -> {
            card.writeComment();
            ((TextArea) scene.lookup("#result-comment")).setText("half a sen");
            result.compared(Agreement.of(Optional.empty()));
        });
        assertTrue(Fx.get(() -> scene.lookup("#result-comment").isFocused()));
        assertEquals("half a sen", Fx.get(() -> ((TextArea) scene.lookup("#result-comment")).getText()));
        assertEquals(Review.NONE, result.review());
        Fx.run(() -> results.delete(result));
        assertEquals("half a sen", result.review().comment(), "kept when another result is looked at");
    }

    @Test
    void evidence_liesOverTheScan() throws Exception {
        open(CloudLinker.overTheWire(), Theme.DARK, Locale.ENGLISH);
        show(pane);
        connection.choose(CloudTarget.LOCAL);
        awaitKind(ConnectionState.Kind.OFFLINE_DEMO);
        Scan scan = sample();
        select(scan, LUNGS);
        classify("chest-cxr-256");
        ClassifyResult result = Fx.get(() -> results.all().getFirst());
        Canvas canvas = Fx.get(() -> painted(scan, result));
        EvidenceField field = EvidenceField.of(result.classification()).orElseThrow();
        Messages messages = Messages.of(Locale.ENGLISH);
        show(canvas, Fx.get(() -> new ColourBar(messages, result.classification(), field)), pane);
        click("privacy");
        picture("evidence-privacy-dark");
        assertTrue(text("privacy-line").contains("0 identifiers"), text("privacy-line"));
        show(list, card, card.decision());
        String winner = Words.className(result.classification().winningClass());
        assertTrue(text("result-class").startsWith(winner), text("result-class"));
        picture("opinion-dark");
        Fx.run(Theme.LIGHT::use);
        picture("opinion-light");
    }

    private static Canvas painted(Scan scan, ClassifyResult result) {
        int width = scan.slice().widthPx();
        int height = scan.slice().heightPx();
        WritableImage image = new WritableImage(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double gray = scan.slice().brightness(x, y, scan.slice().window());
                image.getPixelWriter().setColor(x, y, Color.gray(gray));
            }
        }
        Canvas canvas = new Canvas(330, 330);
        ViewTransform transform = ViewTransform.fitting(width, height, 1, 330, 330);
        canvas.getGraphicsContext2D().drawImage(image, 0, 0, 330, 330);
        String answer = new Words(Messages.of(Locale.ENGLISH)).answer(result.classification());
        new ResultLayer(result.classification(), answer)
                .paint(
                        canvas.getGraphicsContext2D(),
                        transform,
                        new LabelRoom(transform.viewWidth(), transform.viewHeight()));
        return canvas;
    }

    @Test
    void doubtfulResult_isNotDrawnLikeAnAnswer() {
        staged.opinion = new OpinionRule(List.of(), Optional.of(1.0), 0.99, Optional.empty(), Optional.empty());
        open(staged, Theme.DARK, Locale.GERMAN);
        show(list, card, card.decision());
        connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE));
        Fx.run(() -> queue.submit(Requests.of(StagedCloud.MODEL)));
        Fx.await(() -> results.all().size() == 1);
        assertEquals("Kein Urteil", text("result-class"));
        assertTrue(Fx.get(() -> card.lookupAll(".winner").isEmpty()));
        picture("no-opinion-de-dark");
    }

    @Test
    void review_isKeptWithTheResult() {
        open(staged, Theme.LIGHT, Locale.ENGLISH);
        show(list, card, card.decision());
        connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE));
        Fx.run(() -> queue.submit(Requests.of(StagedCloud.MODEL)));
        Fx.await(() -> results.all().size() == 1);
        ClassifyResult result = Fx.get(() -> results.all().getFirst());
        assertEquals("UNVERIFIED", text("result-verdict"));
        click("result-accept");
        assertEquals(Verdict.ACCEPTED, result.review().verdict());
        assertEquals("ACCEPTED", text("result-verdict"));
        click("result-reject");
        assertEquals(Verdict.REJECTED, result.review().verdict());
        Fx.run(() -> {
            card.writeComment();
            ((TextArea) scene.lookup("#result-comment")).setText(" looks artificial ");
            scene.lookup("#results").requestFocus();
        });
        assertEquals(new Review(Verdict.REJECTED, "looks artificial"), result.review());
        Fx.run(() -> results.rerun(result, StagedCloud.MODEL));
        Fx.await(() -> results.all().size() == 2);
        assertEquals(
                2,
                Fx.get(() -> ((ListView<?>) scene.lookup("#results")).getItems().size()));
        click("results-delete");
        assertEquals(List.of(result), Fx.get(() -> List.copyOf(results.all())));
        Fx.run(() -> results.delete(result));
        assertTrue(Fx.get(() -> results.selectedProperty().get() == null));
        Fx.run(() -> results.insert(0, result));
        assertEquals("REJECTED", text("result-verdict"));
    }
}
