package io.veilray.ui.dialog;

import io.veilray.ui.prefs.CloudChoice;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Wrapped;
import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.event.ActionEvent;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** Where regions are classified, and a button that asks the server. An address is kept only once it can be right. */
final class ServerSettings extends VBox {
    private static final double GAP_PX = 8;

    private final Messages messages;
    private final Settings settings;
    private final Function<CloudChoice, CompletionStage<String>> test;
    private final RadioButton local;
    private final RadioButton remote;
    private final TextField host = field("host");
    private final TextField port = field("port");
    private final TextField certificate = field("certificate");
    private final CheckBox identity = new CheckBox();
    private final Button ask = new Button();
    private final Label said = Wrapped.text("");
    private int asked;

    ServerSettings(Messages messages, Settings settings, Function<CloudChoice, CompletionStage<String>> test) {
        this.messages = messages;
        this.settings = settings;
        this.test = test;
        local = choice("local");
        remote = choice("remote");
        ToggleGroup group = new ToggleGroup();
        local.setToggleGroup(group);
        remote.setToggleGroup(group);
        setSpacing(GAP_PX);
        said.setId("settings-server-said");
        ask.setId("settings-server-test");
        ask.setText(messages.get("settings.server.test"));
        ask.setOnAction(event -> ask());
        fill(settings.now().cloud());
        GridPane address = address();
        address.disableProperty().bind(remote.selectedProperty().not());
        getChildren().addAll(local, hint("local"), remote, hint("remote"), address, ask, said);
    }

    private void fill(CloudChoice now) {
        local.setSelected(!now.remote());
        remote.setSelected(now.remote());
        host.setText(now.host());
        port.setText(Integer.toString(now.port()));
        certificate.setText(now.certificateFile());
        identity.setSelected(now.identity());
        identity.setId("settings-identity");
        identity.setText(messages.get("settings.server.identity"));
        identity.setOnAction(event -> keep());
        certificate.setPromptText(messages.get("settings.server.certificate.prompt"));
        remote.selectedProperty().addListener(changed -> {
            typed();
            keep();
        });
        for (TextField field : List.of(host, port, certificate)) {
            field.textProperty().addListener(changed -> typed());
            field.addEventHandler(ActionEvent.ACTION, event -> keep());
            field.focusedProperty().addListener((focused, before, after) -> keep());
        }
    }

    private GridPane address() {
        GridPane grid = new GridPane(GAP_PX, GAP_PX);
        Button choose = new Button(messages.get("settings.server.choose"));
        choose.setMinWidth(USE_PREF_SIZE);
        choose.setOnAction(event -> chooseCertificate());
        HBox.setHgrow(certificate, Priority.ALWAYS);
        grid.addRow(0, label("host", host), host);
        grid.addRow(1, label("port", port), port);
        grid.addRow(2, label("certificate", certificate), new HBox(GAP_PX, certificate, choose));
        grid.add(new VBox(2, identity, Wrapped.text(messages.get("settings.server.identity.hint"), "hint")), 1, 3);
        port.setMaxWidth(120);
        GridPane.setHgrow(host, Priority.ALWAYS);
        return grid;
    }

    private void typed() {
        asked++; // an answer about the old address no longer matters
        ask.setDisable(false);
        say(problem(), !problem().isEmpty());
    }

    /** Once an address is whole: every letter of it would call another server, and tell the network what is typed. */
    private void keep() {
        entry().ifPresent(now -> settings.change(preferences -> preferences.withCloud(now)));
    }

    private void ask() {
        Optional<CloudChoice> choice = entry();
        if (choice.isEmpty()) {
            say(problem(), true);
            return;
        }
        int question = ++asked;
        ask.setDisable(true);
        say(messages.get("settings.server.testing"), false);
        test.apply(choice.get())
                .whenComplete((sentence, failure) -> Platform.runLater(() -> answered(question, sentence, failure)));
    }

    private void answered(int question, String sentence, Throwable failure) {
        if (question == asked) {
            ask.setDisable(false);
            say(failure == null ? sentence : messages.get("settings.server.failed"), failure != null);
        }
    }

    private Optional<CloudChoice> entry() {
        if (!problem().isEmpty()) {
            return Optional.empty();
        }
        int number = isPort() ? Integer.parseInt(port.getText().strip()) : CloudChoice.DEFAULT_PORT;
        return Optional.of(new CloudChoice(
                remote.isSelected(),
                host.getText().strip(),
                number,
                certificate.getText().strip(),
                identity.isSelected()));
    }

    /** What is wrong with the address; empty if nothing is or if it does not matter. */
    private String problem() {
        if (local.isSelected()) {
            return "";
        }
        if (host.getText().isBlank()) {
            return messages.get("settings.server.host.missing");
        }
        return isPort() ? "" : messages.get("settings.server.port.wrong");
    }

    private boolean isPort() {
        String text = port.getText().strip();
        return text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 65535;
    }

    private void chooseCertificate() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(messages.get("settings.server.certificate"));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PEM", "*.pem", "*.crt", "*.cer"));
        File chosen = chooser.showOpenDialog(getScene().getWindow());
        if (chosen != null) {
            certificate.setText(chosen.getAbsolutePath());
            keep();
        }
    }

    private void say(String sentence, boolean problem) {
        said.setText(sentence);
        said.getStyleClass().remove("problem");
        if (problem) {
            said.getStyleClass().add("problem");
        }
    }

    private RadioButton choice(String name) {
        RadioButton button = new RadioButton(messages.get("settings.server." + name));
        button.setId("settings-" + name);
        return button;
    }

    private Label hint(String name) {
        Label hint = Wrapped.text(messages.get("settings.server." + name + ".hint"), "hint");
        VBox.setMargin(hint, new Insets(0, 0, GAP_PX, 26));
        return hint;
    }

    private Label label(String name, TextField field) {
        Label label = new Label(messages.get("settings.server." + name));
        label.setMinWidth(USE_PREF_SIZE);
        label.setLabelFor(field);
        return label;
    }

    private static TextField field(String name) {
        TextField field = new TextField();
        field.setId("settings-" + name);
        return field;
    }
}
