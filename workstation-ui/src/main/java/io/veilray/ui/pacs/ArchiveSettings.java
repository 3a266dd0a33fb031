package io.veilray.ui.pacs;

import io.veilray.ui.prefs.ArchiveEntry;
import io.veilray.ui.prefs.ArchiveEntry.SignIn;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Wrapped;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The list of archives, and the form of the one that is selected. A change holds at once. */
final class ArchiveSettings extends HBox {
    private static final double LIST_PX = 170;

    private final Messages messages;
    private final KnownArchives known;
    private final ListView<ArchiveEntry> list = new ListView<>();
    private final ArchiveForm form;
    private boolean replacing;

    ArchiveSettings(Messages messages, ArchiveWords words, KnownArchives known, ArchiveCalls calls) {
        super(14);
        this.messages = messages;
        this.known = known;
        form = new ArchiveForm(messages, words, known, calls, this::replace, this::remove);
        list.setId("pacs-list");
        list.setItems(known.entries());
        list.setAccessibleText(messages.get("settings.tab.archives"));
        list.setCellFactory(view -> new Named());
        list.setPlaceholder(Wrapped.text(messages.get("pacs.settings.empty"), "hint"));
        Button add = Parts.button(messages, "pacs.settings.add", "pacs-add");
        add.setOnAction(event -> add());
        add.setMaxWidth(Double.MAX_VALUE);
        VBox left = new VBox(8, list, add);
        left.setMinWidth(LIST_PX);
        left.setPrefWidth(LIST_PX);
        VBox.setVgrow(list, Priority.ALWAYS);
        HBox.setHgrow(form, Priority.ALWAYS);
        getChildren().addAll(left, form);
        list.getSelectionModel().selectedItemProperty().subscribe(entry -> {
            if (!replacing) {
                form.show(entry);
            }
        });
        list.getSelectionModel().selectFirst();
    }

    private void add() {
        String plain = messages.get("pacs.settings.new");
        String name = plain;
        for (int i = 2; known.named(name).isPresent(); i++) {
            name = plain + " " + i;
        }
        known.entries().add(new ArchiveEntry(name, "https://", SignIn.NONE, "", "", "", 0, false));
        list.getSelectionModel().selectLast();
        form.focusFirst();
    }

    private void replace(ArchiveEntry before, ArchiveEntry now) {
        boolean samePlace = before.name().equals(now.name())
                && before.address().equals(now.address())
                && before.user().equals(now.user());
        if (!samePlace) {
            known.password(before, new char[0]); // it was meant for another archive or user
        }
        replacing = true;
        known.entries().set(known.entries().indexOf(before), now);
        list.getSelectionModel().select(now);
        replacing = false;
    }

    private void remove(ArchiveEntry entry) {
        known.password(entry, new char[0]);
        known.entries().remove(entry);
    }

    private static final class Named extends ListCell<ArchiveEntry> {
        @Override
        protected void updateItem(ArchiveEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            setText(empty || entry == null ? null : entry.name());
        }
    }
}
