package io.veilray.ui.classify;

import io.veilray.keys.CertificateFacts;
import io.veilray.tls.ConnectionFacts;
import io.veilray.ui.text.Messages;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;

/** How things stand with the server, in one line; a click opens who it is, and a test. */
public final class ConnectionChip extends VBox {
    private final Messages messages;
    private final Words words;
    private final CloudConnection connection;
    private final ToggleButton chip = new ToggleButton();
    private final Circle dot = new Circle(5);
    private final Fold details = new Fold(chip);
    private final Button test;
    private final Button again;
    private final Label found = Facts.text("");

    public ConnectionChip(Messages messages, CloudConnection connection) {
        super(6);
        this.messages = messages;
        this.words = new Words(messages);
        this.connection = connection;
        test = new Button(messages.get("classify.connection.test"));
        again = new Button(messages.get("classify.connection.again"));
        chip.setId("connection-chip");
        test.setId("connection-test");
        again.setId("connection-again");
        found.setId("connection-found");
        chip.getStyleClass().add("chip");
        chip.setGraphic(dot);
        chip.setMaxWidth(Double.MAX_VALUE);
        chip.setWrapText(true);
        chip.setMinHeight(USE_PREF_SIZE);
        found.managedProperty().bind(found.textProperty().isNotEmpty());
        chip.setTooltip(new Tooltip());
        test.setOnAction(event -> test());
        again.setOnAction(event -> connection.reconnect());
        getChildren().addAll(chip, details);
        connection.stateProperty().addListener((property, before, now) -> show(now));
        show(connection.state());
    }

    /** Opens the details and asks the server. */
    public void test() {
        chip.setSelected(true);
        found(messages.get("classify.test.running"), "hint");
        test.setDisable(true);
        connection
                .test()
                .thenAccept(result -> Platform.runLater(() -> {
                    test.setDisable(false);
                    found(words.finding(result), result.failure().isEmpty() ? "good-words" : "bad-words");
                }));
    }

    private void found(String text, String style) {
        found.setText(text);
        found.getStyleClass().setAll("label", style);
    }

    private void show(ConnectionState state) {
        String text = messages.get(
                "classify.connection." + state.kind(),
                words.server(state.target().address()));
        chip.setText(text);
        chip.setAccessibleText(text);
        chip.getTooltip().setText(text);
        dot.getStyleClass().setAll("chip-dot", colour(state.kind()));
        found("", "hint");
        details.show(details(state).toArray(Node[]::new));
    }

    private static String colour(ConnectionState.Kind kind) {
        return switch (kind) {
            case OFFLINE_DEMO, CONNECTED -> "good";
            case CONNECTING -> "waiting";
            case NOT_CONNECTED -> "none";
            default -> "bad";
        };
    }

    private List<Node> details(ConnectionState state) {
        List<Node> nodes = new ArrayList<>();
        if (state.target().isLocal()) {
            nodes.add(Facts.text(messages.get("classify.connection.local.hint"), "hint"));
        }
        state.failure().ifPresent(failure -> {
            nodes.add(Facts.text(words.sentence(failure), "bad-words"));
            nodes.add(Facts.text(words.nextStep(failure)));
        });
        state.identity().ifPresent(identity -> nodes.addAll(warnings(identity.facts())));
        Facts facts = new Facts()
                .add(
                        messages.get("classify.connection.server"),
                        words.server(state.target().address()));
        state.identity().ifPresent(identity -> identity(facts, identity));
        if (!state.models().isEmpty()) {
            facts.add(
                    messages.get("classify.connection.models"),
                    String.valueOf(state.models().size()));
        }
        again.setDisable(state.failure().isEmpty());
        again.setVisible(state.failure().isPresent());
        again.setManaged(state.failure().isPresent());
        nodes.addAll(List.of(facts, new FlowPane(8, 6, test, again), found));
        return nodes;
    }

    private void identity(Facts facts, TlsIdentity identity) {
        ConnectionFacts seen = identity.facts();
        facts.add(messages.get("classify.connection.tls"), identity.protocol() + ", " + identity.subject());
        facts.add(messages.get("classify.connection.issuer"), identity.issuer());
        facts.add(messages.get("classify.connection.until"), day(identity.validUntil()));
        facts.add(
                messages.get("classify.connection.fingerprint"),
                identity.fingerprint().substring(0, 47) + "…");
        facts.add(messages.get("classify.connection.cipher"), seen.cipherSuite().replaceFirst("^TLS_", ""));
        facts.add(messages.get("classify.connection.agreement"), agreement(seen));
        facts.add(
                messages.get("classify.connection.yours"),
                seen.client().map(CertificateFacts::subject).orElse(messages.get("classify.connection.yours.none")));
    }

    private String agreement(ConnectionFacts seen) {
        String name = seen.keyAgreement().orElse(messages.get("classify.connection.agreement.unknown"));
        return seen.hybrid() ? messages.get("classify.connection.agreement.hybrid", name) : name;
    }

    /** Of certificates that end soon. */
    private List<Node> warnings(ConnectionFacts seen) {
        List<Node> nodes = new ArrayList<>();
        soon("classify.connection.soon", seen.server()).ifPresent(nodes::add);
        seen.client()
                .flatMap(own -> soon("classify.connection.soon.yours", own))
                .ifPresent(nodes::add);
        return nodes;
    }

    private Optional<Node> soon(String key, CertificateFacts facts) {
        Instant now = Instant.now();
        return facts.endsSoon(now)
                ? Optional.of(Facts.text(
                        messages.get(key, facts.subject(), day(facts.validUntil()), facts.daysLeft(now)), "bad-words"))
                : Optional.empty();
    }

    private String day(Instant instant) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(messages.locale())
                .withZone(ZoneId.systemDefault())
                .format(instant);
    }
}
