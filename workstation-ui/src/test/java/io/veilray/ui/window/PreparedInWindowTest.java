package io.veilray.ui.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.TicketPolicy.Storage;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.TicketCost;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.PreferencesFile;
import io.veilray.ui.prefs.TicketChoice;
import java.nio.file.Path;
import java.util.Locale;
import javafx.geometry.Point2D;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** With the real pool and server: what the line promises, the next click keeps. */
@ExtendWith(ApplicationExtension.class)
class PreparedInWindowTest {
    @TempDir
    Path home;

    private Stage stage;
    private WindowPage page;

    @Start
    void start(Stage shown) {
        stage = shown;
        page = new WindowPage(stage, home);
    }

    @AfterEach
    void close() {
        page.close();
    }

    private void untilLine(String text) {
        WindowPage.until(
                text,
                () -> page.shows("#prepared-line")
                        && page.text("#prepared-line").equals(text));
    }

    @Test
    void readyOnes_areUsedAndMadeAnew() {
        page.openSample();
        untilLine("2 private classifications ready");
        ClassifyResult result = page.classify();
        assertTrue(result.preparedBefore());
        assertFalse(result.classification().millis().containsKey("encrypt"), "nothing was encrypted after the click");
        long told = TicketCost.of(result.model()).orElseThrow().trafficBytes();
        long real = result.classification().bytesOffline();
        assertEquals(1, (double) told / real, 0.02, told + " bytes were told, the ticket cost " + real);
        untilLine("2 private classifications ready");
    }

    @Test
    void otherModel_getsItsOwn() {
        page.openSample();
        untilLine("2 private classifications ready");
        page.robot().interact(() -> page.window.classify().choose("pneumonia-cxr-28"));
        untilLine("2 private classifications ready");
        ClassifyResult result = page.classify();
        assertEquals("pneumonia-cxr-28", result.model().id());
        assertTrue(result.preparedBefore());
    }

    @Test
    void settings_holdAtOnceAndAtTheNextStart() {
        page.openSample();
        untilLine("2 private classifications ready");
        page.run("app.settings");
        page.robot().interact(() -> tabs().getSelectionModel().select(2));
        assertTrue(page.text("#settings-prepared-cost").contains(" MB of traffic and "));
        page.robot().interact(() -> count().setValue(0));
        WindowPage.until("no line", () -> !page.shows("#prepared-line"));
        page.robot().interact(() -> count().setValue(1));
        page.click("#settings-prepared-encrypted_files");
        page.keys(KeyCode.ESCAPE);
        untilLine("1 private classification ready");
        TicketChoice chosen = new TicketChoice(1, Storage.ENCRYPTED_FILES);
        PreferencesFile file = new PreferencesFile(home);
        WindowPage.until(
                "a written file", () -> file.read().preferences().tickets().equals(chosen));
        page.close();
        Preferences kept = file.read().preferences();
        page.robot().interact(() -> page = new WindowPage(stage, home, Locale.ENGLISH, kept.withResearchUseAccepted()));
        untilLine("1 private classification ready");
        page.openSample();
        assertTrue(page.classify().preparedBefore());
    }

    @Test
    void drawing_leavesWhatIsReadyAlone() {
        page.openSample();
        untilLine("2 private classifications ready");
        page.keys(KeyCode.SHIFT, KeyCode.R);
        page.stroke(new Point2D(100, 100), new Point2D(200, 200), new Point2D(300, 300));
        assertEquals("2 private classifications ready", page.text("#prepared-line"));
    }

    private TabPane tabs() {
        return page.robot().lookup(".tab-pane").queryAs(TabPane.class);
    }

    private ComboBox<Integer> count() {
        return page.robot().lookup("#settings-prepared-count").queryComboBox();
    }
}
