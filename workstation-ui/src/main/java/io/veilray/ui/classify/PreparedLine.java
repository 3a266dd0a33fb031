package io.veilray.ui.classify;

import io.veilray.protocol.ModelInfo;
import io.veilray.ui.text.Messages;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** How many private classifications are ready, in one quiet line; nothing where none are kept. */
final class PreparedLine extends VBox {
    private static final double TOOLTIP_PX = 360;

    private final Messages messages;
    private final PreparedAhead ahead;
    private final Label line = Facts.text("", "hint");
    private final Tooltip what = new Tooltip();

    PreparedLine(Messages messages, PreparedAhead ahead) {
        this.messages = messages;
        this.ahead = ahead;
        line.setId("prepared-line");
        what.setWrapText(true);
        what.setMaxWidth(TOOLTIP_PX);
        line.setTooltip(what);
        getChildren().add(line);
        managedProperty().bind(visibleProperty());
        ahead.readyProperty().subscribe(this::show);
    }

    private void show(Optional<PreparedAhead.Ready> ready) {
        setVisible(ready.isPresent());
        ready.ifPresent(now -> {
            String meaning = meaning(now.model());
            line.setText(text(now.count()));
            line.setAccessibleHelp(meaning);
            what.setText(meaning);
        });
    }

    private String text(int ready) {
        return switch (ready) {
            case 0 -> messages.get("classify.prepared.making");
            case 1 -> messages.get("classify.prepared.one");
            default -> messages.get("classify.prepared.more", ready);
        };
    }

    /** What is kept ready and what each costs. */
    private String meaning(ModelInfo model) {
        Figures figures = new Figures(messages);
        String what =
                messages.get("classify.prepared.what", ahead.policy().age().toMinutes());
        return TicketCost.of(model)
                .map(cost -> what + " " + messages.get("classify.prepared.cost", figures.bytes(cost.trafficBytes())))
                .orElse(what);
    }
}
