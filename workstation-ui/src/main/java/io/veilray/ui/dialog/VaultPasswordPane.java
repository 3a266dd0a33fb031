package io.veilray.ui.dialog;

import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Wrapped;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Asks for the password of the key vault; the caller opens it and says what was wrong. */
public final class VaultPasswordPane extends VBox {
    private static final double WIDTH_PX = 460;
    private static final double GAP_PX = 12;

    private final PasswordField password = new PasswordField();
    private final Label said = Wrapped.text("", "problem");
    private final Button open;

    /**
     * @param vault the file, for the eye
     * @param typed gets the password, to wipe it
     */
    public VaultPasswordPane(Messages messages, String vault, Consumer<char[]> typed, Runnable cancel) {
        super(GAP_PX);
        setPrefWidth(WIDTH_PX);
        Label title = new Label(messages.get("vault.title"));
        title.getStyleClass().add("title");
        Label why = Wrapped.text(messages.get("vault.why", vault));
        password.setId("vault-password");
        why.setLabelFor(password);
        open = new Button(messages.get("vault.open"));
        open.setId("vault-open");
        open.setDefaultButton(true);
        open.disableProperty().bind(password.textProperty().isEmpty());
        open.setOnAction(event -> {
            char[] chars = password.getText().toCharArray();
            password.clear(); // JavaFX keeps no array of its own that could be wiped
            typed.accept(chars);
        });
        Button leave = new Button(messages.get("vault.cancel"));
        leave.setCancelButton(true);
        leave.setOnAction(event -> cancel.run());
        HBox buttons = new HBox(GAP_PX, leave, open);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        said.managedProperty().bind(said.textProperty().isNotEmpty());
        getChildren().addAll(title, why, password, said, buttons);
        setAccessibleText(messages.get("vault.title"));
    }

    @Override
    public void requestFocus() {
        password.requestFocus();
    }

    /** Why it was not opened. */
    public void refuse(String sentence) {
        said.setText(sentence);
        password.requestFocus();
    }
}
