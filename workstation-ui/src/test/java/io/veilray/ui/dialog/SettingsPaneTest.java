package io.veilray.ui.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.TicketPolicy;
import io.veilray.ui.action.Shortcut;
import io.veilray.ui.action.Shortcuts;
import io.veilray.ui.prefs.CloudChoice;
import io.veilray.ui.prefs.Look;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.prefs.TicketChoice;
import io.veilray.ui.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Settings that look saved and are not, or an address that is half typed, would send a region to the wrong server. */
@ExtendWith(ApplicationExtension.class)
class SettingsPaneTest {
    private final List<Preferences> told = new ArrayList<>();
    private final List<CloudChoice> tested = new ArrayList<>();
    private final Shortcuts shortcuts = Shortcuts.defaults();
    private CompletableFuture<String> answer = new CompletableFuture<>();
    private SettingsPane pane;

    @Start
    void start(Stage stage) {
        pane = new SettingsPane(
                Messages.of(Locale.ENGLISH),
                Preferences.defaults(),
                shortcuts,
                "2 MB each",
                choice -> {
                    tested.add(choice);
                    return answer;
                },
                told::add);
        stage.setScene(new Scene(pane));
        stage.show();
    }

    @Test
    void generalSettings_areToldAtOnce(FxRobot robot) {
        robot.clickOn("#settings-light");
        assertEquals(Look.LIGHT, last().look());
        ComboBox<Locale> language = robot.lookup("#settings-language").queryComboBox();
        robot.interact(() -> language.setValue(Locale.GERMAN));
        assertEquals("de", last().language());
        Slider opacity = robot.lookup("#settings-opacity").queryAs(Slider.class);
        robot.interact(() -> opacity.setValue(0.3));
        assertEquals(0.3, last().overlayOpacity());
        robot.clickOn("#settings-recent");
        assertTrue(last().rememberFiles());
    }

    @Test
    void preparedAhead_isToldAtOnce(FxRobot robot) {
        robot.interact(
                () -> ((TabPane) pane.getChildren().get(0)).getSelectionModel().select(2));
        ComboBox<Integer> count = robot.lookup("#settings-prepared-count").queryComboBox();
        assertEquals(2, count.getValue());
        assertEquals(17, count.getItems().size(), "0 to 16");
        assertEquals("0 (off)", count.getConverter().toString(0));
        robot.interact(() -> count.setValue(16));
        assertEquals(new TicketChoice(16, TicketPolicy.Storage.MEMORY), last().tickets());
        robot.clickOn("#settings-prepared-encrypted_files");
        assertEquals(new TicketChoice(16, TicketPolicy.Storage.ENCRYPTED_FILES), last().tickets());
        robot.interact(() -> count.setValue(0));
        assertEquals(new TicketChoice(0, TicketPolicy.Storage.ENCRYPTED_FILES), last().tickets());
        assertEquals(
                "2 MB each",
                robot.lookup("#settings-prepared-cost").queryAs(Label.class).getText());
    }

    @Test
    void halfAnAddress_isNotKeptAndSaysWhatIsMissing(FxRobot robot) {
        robot.interact(pane::showServer);
        robot.clickOn("#settings-remote");
        assertEquals("Enter the name or address of the server, such as cloud.example.org.", said(robot));
        assertEquals(List.of(), told);
        robot.clickOn("#settings-host").write("cloud.example.org");
        assertEquals(List.of(), told, "a name that is being typed is no address yet");
        robot.type(KeyCode.ENTER);
        assertEquals(new CloudChoice(true, "cloud.example.org", CloudChoice.DEFAULT_PORT, ""), last().cloud());
        robot.doubleClickOn("#settings-port").write("70000");
        assertEquals("The port must be a number from 1 to 65535.", said(robot));
        assertTrue(told.stream().allMatch(now -> now.cloud().port() <= 65535));
    }

    @Test
    void test_showsTheAnswerAndCanBeAskedAgain(FxRobot robot) throws Exception {
        robot.interact(pane::showServer);
        robot.clickOn("#settings-server-test");
        assertEquals(List.of(CloudChoice.local()), tested);
        assertEquals("Asking the server…", said(robot));
        answer.complete("Connected: version 1, 2 models.");
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> said(robot).startsWith("Connected"));
        answer = CompletableFuture.failedFuture(new IllegalStateException("boom"));
        robot.clickOn("#settings-server-test");
        WaitForAsyncUtils.waitFor(5, TimeUnit.SECONDS, () -> said(robot).startsWith("The test broke off"));
        assertFalse(robot.lookup("#settings-server-test").query().isDisabled());
    }

    @Test
    void answerAboutAnOldAddress_isDropped(FxRobot robot) {
        robot.interact(pane::showServer);
        robot.clickOn("#settings-server-test");
        robot.clickOn("#settings-remote");
        answer.complete("Connected: the old one.");
        WaitForAsyncUtils.waitForFxEvents();
        assertTrue(said(robot).startsWith("Enter the name"), said(robot));
    }

    @Test
    void changedShortcut_isToldAsData(FxRobot robot) {
        robot.interact(() -> shortcuts.take("tool.window", Shortcut.parse("Q")));
        assertEquals(Map.of("tool.window", List.of("W", "Q")), last().shortcuts());
    }

    private Preferences last() {
        return told.get(told.size() - 1);
    }

    private static String said(FxRobot robot) {
        return robot.lookup("#settings-server-said").queryAs(Label.class).getText();
    }
}
