package io.veilray.ui.dialog;

import io.veilray.ui.action.ShortcutEditor;
import io.veilray.ui.action.Shortcuts;
import io.veilray.ui.prefs.CloudChoice;
import io.veilray.ui.prefs.Preferences;
import io.veilray.ui.text.Messages;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/** The settings. A change holds at once and is told at once: there is no OK to forget. */
public final class SettingsPane extends StackPane {
    private static final double WIDTH_PX = 640;
    private static final double HEIGHT_PX = 540;

    private final TabPane tabs = new TabPane();

    /**
     * @param ticketCost what a private classification that is kept ready costs with the present model, one sentence
     * @param test asks a server and answers with a sentence; must not block, may answer on any thread
     * @param changed hears the new settings on the JavaFX thread; saves and applies them
     */
    public SettingsPane(
            Messages messages,
            Preferences now,
            Shortcuts shortcuts,
            String ticketCost,
            Function<CloudChoice, CompletionStage<String>> test,
            Consumer<Preferences> changed) {
        Settings settings = new Settings(now, changed);
        setPrefSize(WIDTH_PX, HEIGHT_PX);
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getTabs()
                .addAll(
                        tab("general", messages, scrolled(new GeneralSettings(messages, settings))),
                        tab("server", messages, scrolled(new ServerSettings(messages, settings, test))),
                        tab("prepared", messages, scrolled(new PreparedSettings(messages, settings, ticketCost))),
                        tab("shortcuts", messages, padded(new ShortcutEditor(messages, shortcuts))));
        shortcuts
                .revision()
                .addListener((value, before, after) ->
                        settings.change(preferences -> preferences.withShortcuts(shortcuts.overrides())));
        getChildren().add(tabs);
    }

    /** Settings of a part of the window that has its own, before the shortcuts. */
    public void add(String name, Messages messages, Region content) {
        tabs.getTabs().add(tabs.getTabs().size() - 1, tab(name, messages, scrolled(content)));
    }

    /** Shows the server at once, for instance when the connection chip was clicked. */
    public void showServer() {
        tabs.getSelectionModel().select(1);
    }

    public void showShortcuts() {
        tabs.getSelectionModel().selectLast();
    }

    private static Tab tab(String name, Messages messages, Node content) {
        Tab tab = new Tab(messages.get("settings.tab." + name), content);
        tab.setId("settings-" + name);
        return tab;
    }

    private static Node scrolled(Region content) {
        ScrollPane pane = new ScrollPane(padded(content));
        pane.setFitToWidth(true);
        pane.setFocusTraversable(false);
        return pane;
    }

    private static Region padded(Region content) {
        content.setPadding(new Insets(16));
        return content;
    }
}
