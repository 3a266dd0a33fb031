package io.veilray.ui.dialog;

import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Wrapped;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** What this program is, which version, and what it is not for. */
public final class AboutPane extends VBox {
    private static final double WIDTH_PX = 520;

    public AboutPane(Messages messages, String version, Runnable close) {
        getStyleClass().add("panel");
        setPrefWidth(WIDTH_PX);
        setMaxSize(WIDTH_PX, USE_PREF_SIZE);
        Label use = Wrapped.text(messages.get("app.researchUseOnly"), "research-use");
        use.setMaxWidth(Double.MAX_VALUE);
        Button done = new Button(messages.get("dialog.close"));
        done.setId("about-close");
        done.setCancelButton(true);
        done.setDefaultButton(true);
        done.setOnAction(event -> close.run());
        getChildren()
                .addAll(
                        Wrapped.text("Veilray", "heading"),
                        Wrapped.text(messages.get("about.version", version), "hint"),
                        Wrapped.text(messages.get("about.what")),
                        use,
                        Wrapped.text(messages.get("about.promise")),
                        Wrapped.text(messages.get("about.licence"), "hint"),
                        done);
    }
}
