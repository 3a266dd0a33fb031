package io.veilray.ui.pacs;

import io.veilray.ui.prefs.ArchiveEntry;
import io.veilray.ui.prefs.ArchiveEntry.SignIn;
import io.veilray.ui.text.Messages;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;

/** Which archive, and its password where it wants one that was not given yet. */
final class ArchiveChooser extends HBox {
    private final KnownArchives known;
    private final ComboBox<ArchiveEntry> box = new ComboBox<>();
    private final PasswordField password = new PasswordField();
    private boolean switching;

    ArchiveChooser(Messages messages, KnownArchives known) {
        super(10);
        this.known = known;
        setAlignment(Pos.CENTER_LEFT);
        box.setId("pacs-archive");
        box.setItems(known.entries());
        box.setConverter(new Name());
        box.setPrefWidth(220);
        box.setPromptText(messages.get("pacs.none"));
        password.setId("pacs-password");
        password.setPrefWidth(200);
        password.textProperty().addListener((property, before, text) -> {
            if (!switching) {
                chosen().ifPresent(entry -> known.password(entry, text.toCharArray()));
            }
        });
        HBox secret = new HBox(10, Parts.caption(messages, "pacs.password", password), password);
        secret.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(Parts.caption(messages, "pacs.archive", box), box, secret);
        box.valueProperty().subscribe(entry -> {
            Parts.show(secret, entry != null && entry.signIn() != SignIn.NONE);
            boolean given = entry != null && known.hasPassword(entry);
            switching = true;
            password.clear(); // it was another archive's
            switching = false;
            password.setPromptText(messages.get(given ? "pacs.password.given" : "pacs.password.prompt"));
        });
        if (!known.entries().isEmpty()) {
            box.getSelectionModel().selectFirst();
        }
    }

    Optional<ArchiveEntry> chosen() {
        return Optional.ofNullable(box.getValue());
    }

    void choose(ArchiveEntry entry) {
        box.setValue(entry);
    }

    /** Where the user has to type first: true if a password is missing. */
    boolean wantsPassword() {
        boolean wants = chosen().filter(known::needsPassword).isPresent();
        if (wants) {
            password.requestFocus();
        }
        return wants;
    }

    private static final class Name extends StringConverter<ArchiveEntry> {
        @Override
        public String toString(ArchiveEntry entry) {
            return entry == null ? "" : entry.name();
        }

        @Override
        public ArchiveEntry fromString(String text) {
            throw new UnsupportedOperationException("archives are chosen, not typed");
        }
    }
}
