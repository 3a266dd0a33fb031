package io.veilray.ui.dialog;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.ui.CutTexts;
import io.veilray.ui.Screenshot;
import io.veilray.ui.action.Action;
import io.veilray.ui.action.ActionBoard;
import io.veilray.ui.action.Actions;
import io.veilray.ui.action.FinderForTests;
import io.veilray.ui.action.ShortcutEditor;
import io.veilray.ui.action.Shortcuts;
import io.veilray.ui.prefs.CloudChoice;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Icons;
import io.veilray.ui.theme.Theme;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Every pane of the shell in both themes and both languages, looked at by a test for cut texts and by people for the rest. */
@ExtendWith(ApplicationExtension.class)
class ShellScreenshotsTest {
    private Stage stage;

    @Start
    void start(Stage stage) {
        this.stage = stage;
    }

    @AfterEach
    void backToDark(FxRobot robot) {
        robot.interact(Theme.DARK::use);
    }

    @Test
    void panes_areCompleteInEveryLanguageAndTheme(FxRobot robot) {
        for (Theme theme : Theme.values()) {
            for (Locale language : Messages.LANGUAGES) {
                String name = "-" + theme.name().toLowerCase(Locale.ROOT) + "-" + language;
                Messages messages = Messages.of(language);
                shoot(robot, theme, new ResearchUseDialog(messages, () -> {}, () -> {}), "first-start" + name);
                shoot(robot, theme, new AboutPane(messages, "0.1.0", () -> {}), "about" + name);
                shoot(robot, theme, settings(messages, 0), "settings" + name);
                shoot(robot, theme, settings(messages, 1), "settings-server" + name);
                shoot(robot, theme, settings(messages, 2), "settings-prepared" + name);
                shoot(robot, theme, settings(messages, 3), "settings-shortcuts" + name);
                shoot(robot, theme, FinderForTests.of(board(messages)), "finder" + name);
                shoot(robot, theme, bars(messages), "bars" + name);
            }
        }
    }

    @Test
    void icons_areDrawnInBothThemesAndScales(FxRobot robot) {
        for (Theme theme : Theme.values()) {
            for (int scale : new int[] {1, 2}) {
                String name = "icons-" + theme.name().toLowerCase(Locale.ROOT) + "-" + scale + "00";
                robot.interact(() -> Screenshot.of(show(theme, sheet()), name, scale));
            }
        }
    }

    @Test
    void openMenu_showsKeys(FxRobot robot) {
        for (Theme theme : Theme.values()) {
            MenuBar menus = board(Messages.of(Locale.GERMAN)).menuBar();
            menus.setPrefWidth(800);
            robot.interact(() -> show(theme, menus));
            robot.interact(() -> menus.getMenus().get(5).show());
            robot.interact(() -> {
                Window menu = Window.getWindows().stream()
                        .filter(window -> window instanceof ContextMenu)
                        .findFirst()
                        .orElseThrow();
                Screenshot.of(menu.getScene().getRoot(), "menu-" + theme.name().toLowerCase(Locale.ROOT) + "-de", 1);
                menus.getMenus().get(5).hide();
            });
        }
    }

    @Test
    void clash_isNamedInWholeSentences(FxRobot robot) {
        ShortcutEditor editor = new ShortcutEditor(Messages.of(Locale.GERMAN), Shortcuts.defaults());
        editor.setPrefSize(560, 420);
        robot.interact(() -> show(Theme.DARK, editor));
        robot.clickOn("#shortcuts-change");
        robot.push(KeyCode.CONTROL, KeyCode.ENTER);
        shoot(robot, Theme.DARK, editor, "shortcuts-clash-dark-de");
    }

    private void shoot(FxRobot robot, Theme theme, Parent pane, String name) {
        robot.interact(() -> show(theme, pane));
        robot.interact(() -> {
            Screenshot.of(stage.getScene().getRoot(), name, 1);
            Set<String> cut = CutTexts.in(pane);
            assertTrue(cut.isEmpty(), name + " cuts " + cut);
        });
    }

    private Parent show(Theme theme, Parent pane) {
        theme.use();
        StackPane root = new StackPane(pane);
        root.setStyle("-fx-background-color: -color-bg-default");
        Scene scene = new Scene(root);
        Theme.dress(scene);
        stage.setScene(scene);
        stage.sizeToScene();
        stage.show();
        root.applyCss();
        root.layout();
        return root;
    }

    private static SettingsPane settings(Messages messages, int tab) {
        Preferences now = Preferences.defaults().withCloud(new CloudChoice(tab == 1, "cloud.example.org", 50051, ""));
        String cost = messages.get("settings.prepared.cost", "Pneumonia on chest films", "2.31 MB", "870 kB");
        SettingsPane pane = new SettingsPane(
                messages,
                now,
                Shortcuts.defaults(),
                cost,
                choice -> CompletableFuture.completedFuture(""),
                changed -> {});
        ((TabPane) pane.getChildren().get(0)).getSelectionModel().select(tab);
        return pane;
    }

    private static ActionBoard board(Messages messages) {
        ActionBoard board = new ActionBoard(messages, Shortcuts.defaults());
        Actions.all().forEach(action -> board.on(action.id(), () -> {}));
        board.enabled(
                "export.png",
                new SimpleBooleanProperty(false),
                new SimpleStringProperty(messages.get("settings.server.host.missing")));
        board.selected("tool.window", new SimpleBooleanProperty(true));
        board.selected("tool.pan", new SimpleBooleanProperty(false));
        return board;
    }

    private static Parent bars(Messages messages) {
        ActionBoard board = board(messages);
        VBox bars = new VBox(
                board.menuBar(),
                board.toolBar(
                        "file.open",
                        "file.openFolder",
                        "export.png",
                        "|",
                        "tool.window",
                        "tool.pan",
                        "tool.zoom",
                        "tool.scroll",
                        "|",
                        "region.rectangle",
                        "region.ellipse",
                        "region.freehand",
                        "region.polygon",
                        "|",
                        "classify.start",
                        "overlay.toggle",
                        "help.why"));
        bars.setPrefWidth(800);
        return bars;
    }

    private static Parent sheet() {
        FlowPane sheet = new FlowPane(14, 14);
        sheet.setPrefWrapLength(460);
        sheet.setStyle("-fx-padding: 14");
        Actions.all().stream().map(Action::icon).distinct().forEach(icon -> sheet.getChildren()
                .add(Icons.of(icon, 24)));
        assertFalse(sheet.getChildren().isEmpty());
        return sheet;
    }
}
