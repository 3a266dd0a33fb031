package io.veilray.ui.dialog;

import io.veilray.client.TicketPolicy;
import io.veilray.ui.prefs.TicketChoice;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Wrapped;
import java.util.Locale;
import java.util.function.UnaryOperator;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** How many private classifications are kept ready, where they wait, and what that costs. */
final class PreparedSettings extends VBox {
    private static final double GAP_PX = 8;
    /** As far as the words of a radio button are from its left. */
    private static final double INDENT_PX = 26;

    private final Messages messages;
    private final Settings settings;

    /** @param cost what each costs with the present model, one sentence */
    PreparedSettings(Messages messages, Settings settings, String cost) {
        this.messages = messages;
        this.settings = settings;
        setSpacing(GAP_PX);
        ComboBox<Integer> count = count();
        Label heading = Wrapped.text(messages.get("settings.prepared.count"), "section");
        heading.setLabelFor(count);
        getChildren().addAll(heading, count, Wrapped.text(messages.get("settings.prepared.count.hint"), "hint"));
        Label costs = Wrapped.text(cost);
        costs.setId("settings-prepared-cost");
        getChildren().addAll(costs, Wrapped.text(messages.get("settings.prepared.where"), "section"));
        ToggleGroup where = new ToggleGroup();
        for (TicketPolicy.Storage storage : TicketPolicy.Storage.values()) {
            getChildren().addAll(where(storage, where), hint(storage));
        }
    }

    private void change(UnaryOperator<TicketChoice> how) {
        settings.change(now -> now.withTickets(how.apply(now.tickets())));
    }

    private ComboBox<Integer> count() {
        ComboBox<Integer> box = new ComboBox<>();
        box.setId("settings-prepared-count");
        box.setAccessibleText(messages.get("settings.prepared.count"));
        for (int count = 0; count <= TicketPolicy.MOST_READY; count++) {
            box.getItems().add(count);
        }
        box.setConverter(new Count());
        box.setValue(settings.now().tickets().ready());
        box.setOnAction(event -> change(now -> new TicketChoice(box.getValue(), now.storage())));
        return box;
    }

    private Node where(TicketPolicy.Storage storage, ToggleGroup group) {
        RadioButton button = new RadioButton(messages.get("settings.prepared." + word(storage)));
        button.setId("settings-prepared-" + word(storage));
        button.setToggleGroup(group);
        button.setSelected(settings.now().tickets().storage() == storage);
        button.setOnAction(event -> change(now -> new TicketChoice(now.ready(), storage)));
        return button;
    }

    private Label hint(TicketPolicy.Storage storage) {
        Label hint = Wrapped.text(
                messages.get(
                        "settings.prepared." + word(storage) + ".hint",
                        settings.now().tickets().policy().age().toMinutes()),
                "hint");
        VBox.setMargin(hint, new Insets(0, 0, GAP_PX, INDENT_PX));
        return hint;
    }

    private static String word(TicketPolicy.Storage storage) {
        return storage.name().toLowerCase(Locale.ROOT);
    }

    private final class Count extends StringConverter<Integer> {
        @Override
        public String toString(Integer count) {
            return count == null ? "" : count == 0 ? messages.get("settings.prepared.off") : count.toString();
        }

        @Override
        public Integer fromString(String text) {
            throw new UnsupportedOperationException("numbers are chosen, not typed");
        }
    }
}
