package io.veilray.ui.theme;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** Labels that wrap rather than lose their end, whatever the language. */
public final class Wrapped {
    private Wrapped() {}

    public static Label text(String text, String... styles) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styles);
        return label;
    }
}
