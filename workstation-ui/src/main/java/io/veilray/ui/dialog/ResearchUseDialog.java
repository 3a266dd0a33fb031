package io.veilray.ui.dialog;

import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Icons;
import io.veilray.ui.theme.Wrapped;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The notice of the first start. Nothing else is reachable before it is accepted; the other way out is to quit. */
public final class ResearchUseDialog extends VBox {
    private static final double WIDTH_PX = 520;
    private static final double ICON_PX = 24;

    public ResearchUseDialog(Messages messages, Runnable accepted, Runnable quit) {
        getStyleClass().add("panel");
        setPrefWidth(WIDTH_PX);
        setMaxSize(WIDTH_PX, USE_PREF_SIZE);
        Label use = Wrapped.text(messages.get("app.researchUseOnly"), "research-use");
        use.setMaxWidth(Double.MAX_VALUE);
        getChildren()
                .addAll(
                        Wrapped.text(messages.get("dialog.research.title"), "heading"),
                        use,
                        Wrapped.text(messages.get("dialog.research.body")),
                        privacy(messages),
                        buttons(messages, accepted, quit));
    }

    private static HBox privacy(Messages messages) {
        Label text = Wrapped.text(messages.get("dialog.research.privacy"));
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(12, Icons.of("privacy", ICON_PX), text);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static HBox buttons(Messages messages, Runnable accepted, Runnable quit) {
        Button leave = new Button(messages.get("dialog.research.quit"));
        leave.setId("research-quit");
        leave.setCancelButton(true);
        leave.setOnAction(event -> quit.run());
        Button accept = new Button(messages.get("dialog.research.accept"));
        accept.setId("research-accept");
        accept.getStyleClass().add("accent");
        accept.setDefaultButton(true);
        accept.setOnAction(event -> accepted.run());
        accept.sceneProperty().addListener(shown -> Platform.runLater(accept::requestFocus));
        HBox row = new HBox(12, leave, accept);
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }
}
