package io.veilray.ui.theme;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.net.URL;
import java.util.Objects;
import javafx.application.Application;
import javafx.scene.Scene;

/** Dark for the reading room, light for the office. On the JavaFX thread only. */
public enum Theme {
    DARK(new PrimerDark().getUserAgentStylesheet()),
    LIGHT(new PrimerLight().getUserAgentStylesheet());

    private static final String OURS = resource("veilray.css").toExternalForm();

    private final String stylesheet;

    Theme(String stylesheet) {
        this.stylesheet = stylesheet;
    }

    /** Gives every window of the program this look at once, open ones too. */
    public void use() {
        Application.setUserAgentStylesheet(stylesheet);
    }

    /** Adds what Veilray's own parts look like; every scene of the program needs it once. */
    public static void dress(Scene scene) {
        if (!scene.getStylesheets().contains(OURS)) {
            scene.getStylesheets().add(OURS);
        }
    }

    public Theme other() {
        return this == DARK ? LIGHT : DARK;
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name);
    }
}
