package io.veilray.ui.window;

import io.veilray.ui.text.Messages;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The last thing that was said, what runs, and the words that stand wherever a result can be seen. */
final class StatusLine extends HBox {
    private final Label said = new Label();
    private final ProgressIndicator busy = new ProgressIndicator();
    private final Button cancel;

    StatusLine(Messages messages, Runnable cancelled) {
        super(10);
        cancel = new Button(messages.get("window.cancel"));
        cancel.setId("status-cancel");
        cancel.setOnAction(event -> cancelled.run());
        busy.setPrefSize(16, 16);
        said.setId("status");
        said.setWrapText(true);
        said.setMinHeight(Region.USE_PREF_SIZE);
        Label use = new Label(messages.get("app.researchUseOnly"));
        use.getStyleClass().add("research-use");
        use.setMinWidth(Region.USE_PREF_SIZE);
        use.setId("research-use");
        HBox.setHgrow(said, Priority.ALWAYS);
        said.setMaxWidth(Double.MAX_VALUE);
        setAlignment(Pos.CENTER_LEFT);
        setPadding(new Insets(5, 12, 5, 12));
        getStyleClass().add("status-line");
        getChildren().addAll(busy, said, cancel, use);
        busy(false);
    }

    void say(String sentence) {
        said.setText(sentence);
    }

    void busy(boolean on) {
        busy.setVisible(on);
        busy.setManaged(on);
        cancel.setVisible(on);
        cancel.setManaged(on);
    }
}
