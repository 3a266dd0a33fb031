package io.veilray.ui.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.LocalCloud;
import io.veilray.opinion.OpinionRule;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NonlinearMode;
import io.veilray.region.Region;
import io.veilray.region.RegionMask;
import io.veilray.ui.CutTexts;
import io.veilray.ui.Screenshot;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.TextSize;
import io.veilray.ui.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

/** Where a mode is chosen and where its result is read, its word and its one sentence stand, in the user's language. */
class ModesOnScreenTest {
    private static final String TITLE =
            "Brain tumour on contrast-enhanced T1 MRI: glioma, meningioma or pituitary (128x128)";
    private static final double WIDTH_PX = 330;

    private final StagedCloud staged = new StagedCloud();
    private @Nullable CloudConnection connection;
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

    @BeforeEach
    void serveModes() {
        staged.more = List.of(
                StagedCloud.model("brain-mri-128", TITLE, NonlinearMode.MASKED, OpinionRule.UNMEASURED),
                StagedCloud.model(
                        "brain-mri-128-strict", TITLE + ", strict", NonlinearMode.STRICT, OpinionRule.UNMEASURED),
                StagedCloud.model(
                        "brain-mri-128-quadratic",
                        TITLE + ", quadratic",
                        NonlinearMode.QUADRATIC,
                        OpinionRule.UNMEASURED));
    }

    @AfterEach
    void close() throws Exception {
        Fx.run(() -> {
            TextSize.use(100);
            Theme.DARK.use();
        });
        if (connection != null) {
            Fx.run(queue::close);
            connection.close();
            connection.goodbye().get(20, TimeUnit.SECONDS);
        }
    }

    private void open(Theme theme, Locale language, int percent) {
        Messages messages = Messages.of(language);
        connection = new CloudConnection(staged, LocalCloud::find, Platform::runLater);
        Fx.run(() -> {
            theme.use();
            TextSize.use(percent);
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
        connection.choose(CloudTarget.at(StagedCloud.SOMEWHERE));
        Fx.await(() -> connection.state().kind() == ConnectionState.Kind.CONNECTED);
    }

    /** As wide as the column of the window. */
    private void show(Node... nodes) {
        Fx.run(() -> {
            VBox content = new VBox(12, nodes);
            content.getStyleClass().add("panel");
            ScrollPane scroll = new ScrollPane(content);
            scroll.setFitToWidth(true);
            scene = new Scene(scroll, TextSize.column(WIDTH_PX).get(), 760);
            Theme.dress(scene);
            javafx.stage.Stage stage = FxToolkit.toolkitContext().getRegisteredStage();
            stage.setScene(scene);
            stage.setX(120);
            stage.setY(0);
            stage.show();
            scroll.applyCss();
            scroll.layout();
        });
    }

    private void picture(String name) {
        Fx.run(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            Screenshot.of(((ScrollPane) scene.getRoot()).getContent(), "modes-" + name, 1);
        });
        assertEquals(Set.of(), Fx.get(() -> CutTexts.in(scene.getRoot())), name);
    }

    private String text(String id) {
        return Fx.get(() -> ((Labeled) scene.lookup("#" + id)).getText());
    }

    private void classify(String model) {
        Fx.run(() -> {
            pane.targetProperty()
                    .set(new RegionTarget(
                            Requests.gradient(), new Region(0, 0, 8, 8), RegionMask.ALL, "Region 1", "slice 1"));
            pane.choose(model);
            pane.classify();
        });
        Fx.await(() -> results.all().size() == 1 && queue.jobs().isEmpty());
    }

    @Test
    void modesAreToldApart_inBothLanguagesThemesAndAtDoubleSize() {
        for (Locale language : Messages.LANGUAGES) {
            for (Theme theme : Theme.values()) {
                for (int percent : new int[] {100, 200}) {
                    String suffix = language + "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + percent;
                    open(theme, language, percent);
                    show(pane);
                    Fx.run(() -> pane.choose("brain-mri-128-strict"));
                    Words words = new Words(Messages.of(language));
                    assertEquals(words.glance(NonlinearMode.STRICT), text("model-line"));
                    assertTrue(Fx.get(() -> ((Labeled) scene.lookup("#model-line"))
                                    .getTooltip()
                                    .getText())
                            .endsWith(promise(language)));
                    picture("choice-" + suffix);
                    show(listOfModels());
                    picture("list-" + suffix);
                    classify("brain-mri-128-strict");
                    show(list, card, card.decision());
                    picture("result-" + suffix);
                    Fx.run(queue::close);
                    connection.close();
                }
            }
        }
    }

    private static String promise(Locale language) {
        return new Words(Messages.of(language)).promise(NonlinearMode.STRICT);
    }

    /** The list alone, as the headless screen is too small for the window that it opens in. */
    @SuppressWarnings("unchecked")
    private ListView<ModelInfo> listOfModels() {
        return Fx.get(() -> {
            ComboBox<ModelInfo> box = (ComboBox<ModelInfo>) scene.lookup("#models");
            ListView<ModelInfo> models = new ListView<>(box.getItems());
            models.setCellFactory(box.getCellFactory());
            models.setMinWidth(TextSize.column(460).get());
            models.setMinHeight(TextSize.px(360));
            return models;
        });
    }

    @Test
    void strictModel_hasItsModeBehindItsTitle() {
        Words german = new Words(Messages.of(Locale.GERMAN));
        assertEquals(TITLE, german.title(staged.more.get(0)));
        assertEquals(TITLE + ", streng", german.title(staged.more.get(1)));
        assertEquals("streng: verbirgt auch das Modell; langsamer", german.glance(NonlinearMode.STRICT));
    }

    /** The window, the command line and the manuals say the same. */
    @Test
    void sentences_areThoseOfTheMode() throws IOException {
        Words english = new Words(Messages.of(Locale.ENGLISH));
        for (NonlinearMode mode : NonlinearMode.values()) {
            assertEquals(mode.promise(), english.promise(mode));
            assertEquals(mode.word(), english.mode(mode));
            for (String page : List.of("cli.md", "imagej.md")) {
                String row = "| `" + mode.word() + "` | " + mode.promise() + " |";
                assertTrue(Files.readString(Path.of("../docs", page)).contains(row), page + ": " + row);
            }
        }
    }
}
