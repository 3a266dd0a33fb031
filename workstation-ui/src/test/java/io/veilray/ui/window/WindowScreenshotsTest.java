package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.veilray.client.LocalCloud;
import io.veilray.client.Stage;
import io.veilray.ui.CutTexts;
import io.veilray.ui.classify.HeldCloud;
import io.veilray.ui.prefs.CloudChoice;
import io.veilray.ui.prefs.Look;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.theme.Theme;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Every state of the window in both themes, both languages and both scales: for people to look at, and no text cut. */
@ExtendWith(ApplicationExtension.class)
class WindowScreenshotsTest {
    @TempDir
    Path folder;

    private final HeldCloud cloud = new HeldCloud();
    private final Set<String> cut = new TreeSet<>();
    private javafx.stage.Stage stage;
    private WindowPage page;
    private String suffix;

    @Start
    void start(javafx.stage.Stage shown) {
        stage = shown;
    }

    @AfterEach
    void close() {
        cloud.letGo();
        page.close();
        page.robot().interact(Theme.DARK::use);
    }

    private void window(Locale language, boolean dark, CloudChoice choice) {
        suffix = "-" + language + (dark ? "-dark" : "-light");
        Preferences preferences = Preferences.defaults()
                .withResearchUseAccepted()
                .withLook(dark ? Look.DARK : Look.LIGHT)
                .withCloud(choice);
        new org.testfx.api.FxRobot()
                .interact(() -> page = new WindowPage(
                        stage, folder.resolve("home" + suffix), language, preferences, cloud.connection()));
    }

    private void shot(String name) {
        page.shot(name + suffix, 1);
        AtomicReference<Set<String>> found = new AtomicReference<>();
        page.robot().interact(() -> found.set(CutTexts.in(page.window.root())));
        found.get().forEach(text -> cut.add(name + ": " + text));
    }

    @Test
    void german_dark() {
        states(Locale.GERMAN, true);
    }

    @Test
    void german_light() {
        states(Locale.GERMAN, false);
    }

    @Test
    void english_dark() {
        states(Locale.ENGLISH, true);
    }

    @Test
    void english_light() {
        states(Locale.ENGLISH, false);
    }

    private void states(Locale language, boolean dark) {
        window(language, dark, CloudChoice.local());
        shot("empty");
        page.openSample();
        shot("loaded");
        drawing();
        running();
        result();
        page.run("app.settings");
        shot("settings");
        page.keys(KeyCode.ESCAPE);
        page.keys(KeyCode.F1);
        shot("why");
        page.keys(KeyCode.ESCAPE);
        evidence();
        assertEquals(Set.of(), cut);
    }

    private void drawing() {
        page.keys(KeyCode.SHIFT, KeyCode.E);
        page.pointAt(290, 260);
        page.robot().press(MouseButton.PRIMARY);
        page.pointAt(350, 330);
        page.pointAt(410, 400);
        shot("drawing");
        page.robot().release(MouseButton.PRIMARY);
    }

    private void running() {
        cloud.holdAt(Stage.ROUND);
        page.keys(KeyCode.CONTROL, KeyCode.ENTER);
        WindowPage.until("a job", () -> page.shows("#job-step"));
        shot("running");
        cloud.letGo();
        WindowPage.until("no opinion", () -> page.results() == 1);
        compared();
        shot("no-opinion");
        page.keys(KeyCode.CONTROL, KeyCode.Z);
    }

    private void compared() {
        WindowPage.until("the comparison", () -> page.window
                .selectedResult()
                .filter(result -> result.agreement().comparison().isPresent())
                .isPresent());
    }

    private void result() {
        page.robot().interact(() -> page.window
                .drawing()
                .drawingProperty()
                .get()
                .select(page.window
                        .current()
                        .orElseThrow()
                        .drawing()
                        .marks()
                        .getFirst()
                        .id()));
        page.classify();
        compared();
        shot("result");
        scrolled();
        shot("result-below");
        page.run("model.card");
        shot("card");
        page.run("model.card");
        page.run("privacy.details");
        shot("privacy");
        page.run("privacy.details");
    }

    private void scrolled() {
        page.robot().interact(() -> {
            ScrollPane right = page.robot().lookup("#right").queryAs(ScrollPane.class);
            right.setVvalue(1);
        });
    }

    /** The map of the model that makes one, in both scales. */
    private void evidence() {
        page.robot().interact(() -> page.window.classify().choose("chest-cxr-256"));
        page.classify();
        compared();
        page.robot()
                .interact(() ->
                        page.robot().lookup("#right").queryAs(ScrollPane.class).setVvalue(0));
        shot("evidence");
        page.shot("evidence" + suffix + "-200", 2);
    }

    @Test
    void error_isShownInBothThemes() throws Exception {
        for (boolean dark : new boolean[] {true, false}) {
            try (LocalCloud.Running server = LocalCloud.find().orElseThrow().start(0, Optional.empty())) {
                window(
                        Locale.GERMAN,
                        dark,
                        new CloudChoice(true, "127.0.0.1", server.endpoint().port(), ""));
                page.openSample();
                cloud.holdAt(Stage.ROUND);
                page.keys(KeyCode.CONTROL, KeyCode.ENTER);
                WindowPage.until("a job", () -> page.shows("#job-step"));
            }
            cloud.letGo();
            WindowPage.until("the failure", () -> page.shows("#job-failure"));
            shot("error");
            if (dark) {
                page.close();
            }
        }
        assertEquals(Set.of(), cut);
    }

    @Test
    void firstStart_inBothScales() {
        suffix = "";
        new org.testfx.api.FxRobot().interact(() -> {
            page = new WindowPage(stage, folder.resolve("fresh"), Locale.GERMAN, Preferences.defaults());
            page.window.askForAcceptance(() -> {});
        });
        page.openSampleUnready();
        shot("first-start");
        page.shot("first-start-200", 2);
        assertEquals(Set.of(), cut);
    }
}
