package io.veilray.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.util.Subscription;

/** Dark for the reading room, light for the office. On the JavaFX thread only. */
public enum Theme {
    DARK(new PrimerDark().getUserAgentStylesheet()),
    LIGHT(new PrimerLight().getUserAgentStylesheet());

    private static final String OURS = resource("veilray.css").toExternalForm();
    private static Subscription following = Subscription.EMPTY;

    private final String stylesheet;

    Theme(String stylesheet) {
        this.stylesheet = stylesheet;
    }

    /** Gives every window of the program this look at once, open ones too. */
    public void use() {
        following.unsubscribe();
        apply();
    }

    private void apply() {
        Application.setUserAgentStylesheet(stylesheet);
    }

    /** Looks as the desktop does and changes with it, until another look is used. */
    public static void useSystem() {
        follow(Platform.getPreferences().colorSchemeProperty());
    }

    static void follow(ObservableValue<ColorScheme> desktop) {
        following.unsubscribe();
        following = desktop.subscribe(now -> (now == ColorScheme.DARK ? DARK : LIGHT).apply());
    }

    /** The look that is in use. */
    public static Theme shown() {
        return LIGHT.stylesheet.equals(Application.getUserAgentStylesheet()) ? LIGHT : DARK;
    }

    /** Adds what Veilray's own parts look like; every scene of the program needs it once. */
    public static void dress(Scene scene) {
        if (!scene.getStylesheets().contains(OURS)) {
            scene.getStylesheets().add(OURS);
        }
        TextSize.dress(scene);
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name);
    }
}
