package io.veilray.ui.classify;

import io.veilray.protocol.NonlinearMode;
import io.veilray.protocol.ProtocolMessage;
import io.veilray.result.Classification;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Icons;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What leaves this computer: in one line what the last job sent, and on a click what each message holds. */
public final class PrivacyStrip extends VBox {
    /** Identifiers in the protocol's messages: no message has a field for one. */
    private static final int IDENTIFIERS = 0;

    private final Messages messages;
    private final Figures figures;
    private final Words words;
    private final ToggleButton opener = new ToggleButton();
    private final Label line = Facts.text("", "hint");
    private final Fold details = new Fold(opener);
    private final Hyperlink trail;
    private boolean jobTold;

    public PrivacyStrip(Messages messages) {
        super(4);
        this.messages = messages;
        this.figures = new Figures(messages);
        this.words = new Words(messages);
        trail = new Hyperlink(messages.get("classify.privacy.trail"));
        trail.setId("privacy-trail");
        trail.setWrapText(true);
        trail.setMinHeight(USE_PREF_SIZE);
        onTrail(null);
        opener.setId("privacy");
        line.setId("privacy-line");
        opener.setText(messages.get("classify.privacy"));
        opener.setGraphic(Icons.of("privacy"));
        opener.setMaxWidth(Double.MAX_VALUE);
        opener.setWrapText(true);
        opener.setMinHeight(USE_PREF_SIZE);
        line.setText(messages.get("classify.privacy.nothing"));
        explain(NonlinearMode.MASKED, List.of());
        getChildren().addAll(opener, line, details);
    }

    /** Explains the mode that a job would run in, until a job has. */
    void choose(NonlinearMode mode) {
        if (!jobTold) {
            explain(mode, List.of());
        }
    }

    /** Tells that something is sent before there is an image, until a job has sent more. */
    void preparing() {
        if (!jobTold) {
            line.setText(messages.get("classify.privacy.ahead.line"));
        }
    }

    /**
     * Tells what that result has sent.
     *
     * @param record shows its record
     */
    public void show(ClassifyResult result, Runnable record) {
        show(List.of(result.classification()), result.server(), record);
    }

    /** Tells what all windows together have sent. */
    public void show(HeatResult result, Runnable record) {
        show(result.map().examined(), result.server(), record);
    }

    private void show(List<Classification> sent, CloudTarget server, Runnable record) {
        jobTold = true;
        trail.setText(messages.get("classify.privacy.record"));
        onTrail(record);
        long up = sent.stream().mapToLong(Classification::bytesUp).sum();
        long down = sent.stream().mapToLong(Classification::bytesDown).sum();
        long ticket = sent.stream().mapToLong(Classification::bytesOffline).sum();
        int rounds = sent.stream().mapToInt(Classification::rounds).sum();
        line.setText(messages.get(
                server.isLocal() ? "classify.privacy.line.local" : "classify.privacy.line",
                figures.bytes(up),
                figures.bytes(down),
                figures.bytes(ticket),
                IDENTIFIERS));
        Facts facts = new Facts()
                .add(messages.get("classify.privacy.up"), figures.bytes(up))
                .add(messages.get("classify.privacy.down"), figures.bytes(down))
                .add(messages.get("classify.privacy.ticket"), figures.bytes(ticket))
                .add(messages.get("classify.privacy.rounds"), String.valueOf(rounds))
                .add(messages.get("classify.privacy.identifiers"), String.valueOf(IDENTIFIERS));
        explain(NonlinearMode.of(sent.getFirst().mode()), List.of(facts));
    }

    /** @param open shows the record of all jobs; null if there is none to show */
    public void onTrail(@Nullable Runnable open) {
        trail.setVisible(open != null);
        trail.setManaged(open != null);
        trail.setOnAction(open == null ? null : event -> open.run());
    }

    /** Opens or closes the details. */
    public void toggle() {
        opener.fire();
    }

    private void explain(NonlinearMode mode, List<Node> first) {
        List<Node> nodes = new ArrayList<>(first);
        nodes.add(Facts.text(words.protection(mode)));
        nodes.add(Facts.text(
                messages.get("classify.privacy.encryption", mode.heParameters().toString())));
        nodes.add(Facts.text(messages.get("classify.privacy.sees")));
        nodes.add(Facts.text(messages.get("classify.privacy.ahead")));
        nodes.add(trail);
        for (ProtocolMessage round : ProtocolMessage.of(mode)) {
            String sender = messages.get("classify.privacy.sender." + round.sender());
            String phase = messages.get("classify.privacy.phase." + round.phase());
            nodes.add(Facts.text(round.name() + " (" + sender + ", " + phase + ")", "caption"));
            nodes.add(Facts.text(messages.get("classify.privacy.holds." + round.name()), "hint"));
        }
        details.show(nodes.toArray(Node[]::new));
    }
}
