package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.region.Region;
import io.veilray.ui.CutTexts;
import io.veilray.ui.classify.HeldCloud;
import io.veilray.ui.prefs.Look;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.PreferencesFile;
import io.veilray.ui.theme.TextSize;
import io.veilray.ui.tool.Figure;
import io.veilray.ui.tool.Mark;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What helps to see and to mark: the wand, the lens, copies of a region, larger text. */
@ExtendWith(ApplicationExtension.class)
class ReadingAidsTest {
    @TempDir
    Path folder;

    private final HeldCloud cloud = new HeldCloud();
    private Stage stage;
    private WindowPage page;

    @Start
    void start(Stage shown) {
        stage = shown;
        page = page(Locale.ENGLISH, Preferences.defaults().withResearchUseAccepted());
    }

    private WindowPage page(Locale language, Preferences preferences) {
        return new WindowPage(stage, folder.resolve("home"), language, preferences, cloud.connection());
    }

    @AfterEach
    void close() {
        page.close();
        page.robot().interact(() -> TextSize.use(100));
    }

    private List<Mark> marks() {
        return page.window.current().orElseThrow().drawing().marks();
    }

    private Figure wand(double x, double y) {
        int before = marks().size();
        page.keys(KeyCode.SHIFT, KeyCode.W);
        page.clickAt(x, y);
        WindowPage.until("the region of the wand", () -> marks().size() > before);
        return marks().getLast().figure();
    }

    @Test
    void wand_marksWhatIsClassifiedThen() {
        page.openSample();
        Figure lung = wand(170, 250);
        page.shot("wand", 1);
        Region target = page.target();
        assertEquals(Math.floor(lung.extent().minX()), target.xPx());
        assertTrue(target.widthPx() > 20 && target.widthPx() < 250, target.toString());
        assertEquals("Draw Region 2", page.undo());
    }

    @Test
    void copiedRegion_isPastedUnderANameOfItsOwn_undoably() {
        page.openSample();
        page.keys(KeyCode.CONTROL, KeyCode.V);
        assertEquals("Copy a region or measurement first.", page.status());
        page.keys(KeyCode.CONTROL, KeyCode.C);
        page.keys(KeyCode.CONTROL, KeyCode.V);
        assertEquals(2, marks().size());
        assertEquals(marks().getFirst().figure(), marks().getLast().figure());
        assertEquals("Draw Region 2", page.undo());
        page.keys(KeyCode.CONTROL, KeyCode.Z);
        assertEquals(1, marks().size());
        page.robot()
                .interact(() -> page.window.drawing().drawingProperty().get().clearSelection());
        page.keys(KeyCode.CONTROL, KeyCode.C);
        assertEquals("Choose a region or measurement first.", page.status());
    }

    @Test
    void magnifier_isSwitchedByItsKey() {
        page.openSample();
        page.keys(KeyCode.G);
        page.pointAt(210, 300);
        page.shot("magnifier", 1);
        assertTrue(page.window.viewport().magnifierProperty().get());
        page.keys(KeyCode.G);
        assertEquals(false, page.window.viewport().magnifierProperty().get());
    }

    @Test
    void textKeys_scaleAllText_andAreRemembered() {
        page.openSample();
        for (int i = 0; i < 5; i++) {
            page.keys(KeyCode.CONTROL, KeyCode.EQUALS);
        }
        assertEquals("Text at 150 %.", page.status());
        assertEquals(21, page.fontPx("#status"), 0.01); // 1.5 times the 14 px of the theme
        page.click("Edit");
        assertEquals(21, page.fontPx(".context-menu .label"), 0.01, "menus are windows of their own");
        page.keys(KeyCode.ESCAPE);
        WindowPage.until("the saved size", () -> saved().textPercent() == 150);
        page.keys(KeyCode.CONTROL, KeyCode.MINUS);
        assertEquals(14 * 1.4, page.fontPx("#status"), 0.01);
        page.keys(KeyCode.CONTROL, KeyCode.DIGIT0);
        assertEquals(14, page.fontPx("#status"), 0.01);
        for (int i = 0; i < 5; i++) {
            page.keys(KeyCode.CONTROL, KeyCode.MINUS);
        }
        assertEquals("Text at 80 %.", page.status());
    }

    /** At 760 px, however long the card is and wherever the column is scrolled. */
    @Test
    void acceptAndReject_areInSightAtOnce() {
        page.openSample();
        assertTrue(!page.shows("#result-accept"));
        page.classify();
        page.shot("decision", 1);
        for (String button : List.of("#result-accept", "#result-reject")) {
            Node node = page.robot().lookup(button).query();
            Bounds at = node.localToScene(node.getLayoutBounds());
            assertTrue(at.getMaxY() <= 760 && at.getMaxX() <= 1000 && at.getHeight() > 20, button + " " + at);
        }
        page.click("#result-accept");
        assertEquals("Accept result of Region 1", page.undo());
    }

    private Preferences saved() {
        return new PreferencesFile(folder.resolve("home")).read().preferences();
    }

    @Test
    void largeText_cutsNothing() {
        page.close();
        for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN)) {
            page.robot()
                    .interact(() -> page = page(
                            language,
                            Preferences.defaults()
                                    .withResearchUseAccepted()
                                    .withLook(language == Locale.GERMAN ? Look.LIGHT : Look.DARK)
                                    .withTextPercent(150)));
            page.openSample();
            page.classify();
            whole("text-150-" + language);
            page.run("app.settings");
            whole("text-150-settings-" + language);
            page.keys(KeyCode.ESCAPE);
            page.close();
        }
    }

    private void whole(String name) {
        page.shot(name, 1);
        AtomicReference<Set<String>> cut = new AtomicReference<>();
        page.robot().interact(() -> cut.set(CutTexts.in(page.window.root())));
        assertEquals(Set.of(), cut.get(), name);
    }
}
