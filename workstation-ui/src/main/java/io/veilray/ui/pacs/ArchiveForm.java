package io.veilray.ui.pacs;

import io.veilray.dicom.pacs.Echo;
import io.veilray.ui.prefs.ArchiveEntry;
import io.veilray.ui.prefs.ArchiveEntry.SignIn;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Wrapped;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.StringConverter;

/** One archive's fields. They are kept as soon as they make an archive; until then a sentence says what is missing. */
final class ArchiveForm extends VBox {
    private static final double GAP_PX = 8;
    private static final double CAPTION_PX = 140;

    private final Messages messages;
    private final ArchiveWords words;
    private final KnownArchives known;
    private final ArchiveCalls calls;
    private final BiConsumer<ArchiveEntry, ArchiveEntry> changed;
    private final TextField name = field("name");
    private final TextField address = field("address");
    private final ComboBox<SignIn> signIn = new ComboBox<>();
    private final TextField user = field("user");
    private final PasswordField password = new PasswordField();
    private final TextField certificate = field("certificate");
    private final CheckBox unprotected = new CheckBox();
    private final TextField station = field("station");
    private final TextField receivePort = field("receivePort");
    private final VBox fields = new VBox(GAP_PX);
    private final HBox signInRow;
    private final HBox userRow;
    private final HBox passwordRow;
    private final HBox certificateRow;
    private final HBox stationRow;
    private final HBox receiveRow;
    private final Label said = Wrapped.text("");
    private Optional<ArchiveEntry> shown = Optional.empty();
    private Optional<ArchiveCalls.Call> testing = Optional.empty();
    private boolean filling;

    /** @param changed hears the archive as it was and as it is now */
    ArchiveForm(
            Messages messages,
            ArchiveWords words,
            KnownArchives known,
            ArchiveCalls calls,
            BiConsumer<ArchiveEntry, ArchiveEntry> changed,
            Consumer<ArchiveEntry> removed) {
        super(10);
        this.messages = messages;
        this.words = words;
        this.known = known;
        this.calls = calls;
        this.changed = changed;
        Button test = Parts.button(messages, "pacs.settings.test", "pacs-test");
        test.setOnAction(event -> test());
        Button remove = Parts.button(messages, "pacs.settings.remove", "pacs-remove");
        remove.setOnAction(event -> shown.ifPresent(removed));
        said.setId("pacs-settings-said");
        signInRow = row("signIn", signIn);
        userRow = row("user", user);
        passwordRow = row("password", password);
        certificateRow = row("certificate", certificate());
        stationRow = row("station", station);
        receiveRow = row("receivePort", receivePort);
        fields.getChildren()
                .addAll(
                        row("name", name),
                        row("address", address),
                        Wrapped.text(messages.get("pacs.settings.kinds"), "hint"),
                        stationRow,
                        receiveRow,
                        signInRow,
                        userRow,
                        passwordRow,
                        certificateRow,
                        unprotected);
        getChildren().addAll(fields, new HBox(10, test, remove), said);
        prepare();
    }

    private void prepare() {
        address.setPromptText(messages.get("pacs.settings.address.prompt"));
        certificate.setPromptText(messages.get("pacs.settings.certificate.prompt"));
        station.setPromptText("VEILRAY");
        receivePort.setPromptText(messages.get("pacs.settings.receivePort.prompt"));
        password.setId("pacs-settings-password");
        unprotected.setId("pacs-settings-unprotected");
        unprotected.setText(messages.get("pacs.settings.unprotected"));
        unprotected.setWrapText(true);
        signIn.setId("pacs-settings-signIn");
        signIn.getItems().setAll(SignIn.values());
        signIn.setConverter(new SignInName());
        for (TextField field : List.of(name, address, user, certificate, station, receivePort)) {
            field.addEventHandler(ActionEvent.ACTION, event -> keep());
            field.focusedProperty().addListener((focus, before, now) -> keep());
            field.textProperty().addListener(text -> typed());
        }
        signIn.valueProperty().addListener(value -> keep());
        unprotected.selectedProperty().addListener(value -> keep());
        password.textProperty().addListener(text -> {
            if (!filling) {
                keepPassword();
            }
        });
    }

    private void keepPassword() {
        shown.ifPresent(of -> known.password(of, password.getText().toCharArray()));
    }

    /** @param entry null for none */
    void show(ArchiveEntry entry) {
        filling = true;
        endTest(); // an answer about another archive no longer matters
        shown = Optional.ofNullable(entry);
        Parts.show(this, entry != null);
        if (entry != null) {
            name.setText(entry.name());
            address.setText(entry.address());
            signIn.setValue(entry.signIn());
            user.setText(entry.user());
            password.clear();
            password.setPromptText(
                    messages.get(known.hasPassword(entry) ? "pacs.password.given" : "pacs.password.prompt"));
            certificate.setText(entry.certificateFile());
            unprotected.setSelected(entry.unprotected());
            station.setText(entry.station());
            receivePort.setText(entry.receivePort() == 0 ? "" : String.valueOf(entry.receivePort()));
            rows();
            say("", false);
        }
        filling = false;
    }

    /** The fields that this kind of archive has. */
    private void rows() {
        String text = address.getText().strip().toLowerCase(java.util.Locale.ROOT);
        boolean dicom = text.startsWith("dicom");
        boolean tls = text.startsWith("https") || text.startsWith("dicoms");
        Parts.show(stationRow, dicom);
        Parts.show(receiveRow, dicom);
        Parts.show(signInRow, !dicom);
        Parts.show(userRow, !dicom && signIn.getValue() == SignIn.PASSWORD);
        Parts.show(passwordRow, !dicom && signIn.getValue() != SignIn.NONE);
        Parts.show(certificateRow, tls);
        Parts.show(unprotected, !dicom && !tls);
    }

    private HBox certificate() {
        Button choose = Parts.button(messages, "pacs.settings.choose", "pacs-settings-choose");
        choose.setOnAction(event -> {
            FileChooser chooser = new FileChooser();
            chooser.setTitle(messages.get("pacs.settings.certificate"));
            chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PEM", "*.pem", "*.crt", "*.cer"));
            Optional.ofNullable(chooser.showOpenDialog(getScene().getWindow())).ifPresent(file -> {
                certificate.setText(file.getAbsolutePath());
                keep();
            });
        });
        HBox.setHgrow(certificate, Priority.ALWAYS);
        return new HBox(GAP_PX, certificate, choose);
    }

    private HBox row(String key, Region field) {
        Label caption = Parts.caption(messages, "pacs.settings." + key, field);
        caption.setPrefWidth(CAPTION_PX);
        field.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(field, Priority.ALWAYS);
        HBox row = new HBox(GAP_PX, caption, field);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void typed() {
        if (!filling) {
            endTest(); // an answer about the old address no longer matters
            rows();
            String problem = problem();
            say(problem, !problem.isEmpty());
        }
    }

    private void endTest() {
        testing.ifPresent(ArchiveCalls.Call::cancel);
        testing = Optional.empty();
    }

    private void keep() {
        if (filling || shown.isEmpty()) {
            return;
        }
        if (problem().isEmpty() && !entry().equals(shown.get())) {
            ArchiveEntry before = shown.get();
            shown = Optional.of(entry());
            changed.accept(before, shown.get());
            if (!password.getText().isEmpty()) {
                keepPassword();
            }
        }
        rows();
    }

    /** What keeps the fields from being an archive; empty if nothing does. */
    private String problem() {
        if (name.getText().isBlank()) {
            return messages.get("pacs.settings.name.missing");
        }
        boolean taken = known.named(name.getText().strip())
                .filter(other -> !shown.get().equals(other))
                .isPresent();
        if (taken) {
            return messages.get("pacs.settings.name.taken");
        }
        if (!receivePort.getText().isBlank() && port() == 0) {
            return messages.get("pacs.settings.receivePort.wrong");
        }
        try {
            KnownArchives.address(entry());
            return "";
        } catch (IllegalArgumentException e) {
            return messages.get("pacs.settings.address.wrong");
        }
    }

    private int port() {
        String text = receivePort.getText().strip();
        return text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65535 ? Integer.parseInt(text) : 0;
    }

    private ArchiveEntry entry() {
        return new ArchiveEntry(
                name.getText().strip(),
                address.getText().strip(),
                signIn.getValue(),
                user.getText().strip(),
                certificate.getText().strip(),
                station.getText().strip(),
                port(),
                unprotected.isSelected());
    }

    private void test() {
        if (testing.isPresent()) {
            return; // asked already; a button that is switched off would give its focus to Remove
        }
        keep();
        if (!problem().isEmpty()) {
            say(problem(), true);
            return;
        }
        if (known.needsPassword(shown.get())) {
            say(messages.get("pacs.password.missing", shown.get().name()), true);
            return;
        }
        say(messages.get("pacs.settings.testing"), false);
        testing = Optional.of(
                ArchiveAccess.ask(calls, known, shown.get(), archive -> archive.echo(), this::answered, problem -> {
                    testing = Optional.empty();
                    say(words.failure(problem), true);
                }));
    }

    private void answered(Echo echo) {
        testing = Optional.empty();
        say(
                messages.get("pacs.settings.answered", echo.took().toMillis(), echo.product())
                        .strip(),
                false);
    }

    void focusFirst() {
        name.requestFocus();
        name.selectAll();
    }

    private void say(String sentence, boolean problem) {
        Parts.say(said, sentence, problem);
    }

    private static TextField field(String name) {
        TextField field = new TextField();
        field.setId("pacs-settings-" + name);
        return field;
    }

    private final class SignInName extends StringConverter<SignIn> {
        @Override
        public String toString(SignIn value) {
            return value == null ? "" : messages.get("pacs.settings.signIn." + value);
        }

        @Override
        public SignIn fromString(String text) {
            throw new UnsupportedOperationException("chosen, not typed");
        }
    }
}
