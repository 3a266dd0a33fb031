package io.veilray.ui.pacs;

import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Icons;
import io.veilray.ui.theme.Wrapped;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What the panes of this package are made of. */
final class Parts {
    private Parts() {}

    static Label caption(Messages messages, String key, Node of) {
        Label label = new Label(messages.get(key));
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setLabelFor(of);
        return label;
    }

    static Button button(Messages messages, String key, String id) {
        Button button = new Button(messages.get(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /** Which side the patient's identity is on: it goes to archives, and never to the classifier. */
    static HBox identityNote(Messages messages, String key) {
        Label text = Wrapped.text(messages.get(key), "hint");
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox note = new HBox(10, Icons.of("privacy"), text);
        note.setAlignment(Pos.CENTER_LEFT);
        note.setId("pacs-identity");
        return note;
    }

    static void show(Region part, boolean shown) {
        part.setVisible(shown);
        part.setManaged(shown);
    }

    /** A sentence in its place; problems stand out. */
    static void say(Label where, String sentence, boolean problem) {
        where.setText(sentence);
        where.getStyleClass().remove("problem");
        if (problem) {
            where.getStyleClass().add("problem");
        }
        show(where, !sentence.isEmpty());
    }
}
