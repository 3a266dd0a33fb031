package io.veilray.ui.dialog;

import io.veilray.dicom.derived.ObjectKind;
import io.veilray.dicom.derived.Verifier;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Icons;
import io.veilray.ui.theme.Wrapped;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Asks which objects a result shall become, and whether somebody verifies it; says whose names they hold. */
public final class DicomExportPane extends VBox {
    private static final double WIDTH_PX = 600;
    private static final double ICON_PX = 24;

    /** What the user wants. */
    public record Choice(Set<ObjectKind> kinds, Optional<Verifier> verifier) {}

    private final Messages messages;
    private final Map<ObjectKind, CheckBox> kinds = new EnumMap<>(ObjectKind.class);
    private final TextField family = field("family");
    private final TextField given = field("given");
    private final TextField organization = field("organization");

    /**
     * @param goText of the button that goes on
     * @param go is called once, and closes this
     */
    public DicomExportPane(Messages messages, String goText, Consumer<Choice> go, Runnable cancel) {
        this.messages = messages;
        setId("dicom-export");
        getStyleClass().add("panel");
        setPrefWidth(WIDTH_PX);
        setMaxSize(WIDTH_PX, USE_PREF_SIZE);
        getChildren().addAll(Wrapped.text(messages.get("dicom.export.title"), "heading"), identity(), objects());
        getChildren().addAll(Wrapped.text(messages.get("dicom.export.verify"), "section"), person());
        getChildren()
                .addAll(Wrapped.text(messages.get("dicom.export.verify.hint"), "hint"), buttons(goText, go, cancel));
    }

    /** Everything else that leaves this program names nobody: this must not be missed. */
    private Node identity() {
        Label text = Wrapped.text(messages.get("dicom.export.identity"), "reason");
        text.setId("dicom-identity");
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(12, Icons.of("privacy", ICON_PX), text);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node objects() {
        VBox list = new VBox(6);
        for (ObjectKind kind : ObjectKind.values()) {
            CheckBox box = new CheckBox(messages.get("dicom.kind." + kind));
            box.setId("dicom-" + kind);
            box.setSelected(kind != ObjectKind.PICTURE);
            kinds.put(kind, box);
            Label hint = Wrapped.text(messages.get("dicom.kind.hint." + kind), "hint");
            hint.setPadding(new javafx.geometry.Insets(0, 0, 0, 26));
            list.getChildren().add(new VBox(1, box, hint));
        }
        return list;
    }

    private static TextField field(String name) {
        TextField field = new TextField();
        field.setId("dicom-" + name);
        return field;
    }

    private Node person() {
        GridPane grid = new GridPane(10, 6);
        addRow(grid, 0, "dicom.export.family", family);
        addRow(grid, 1, "dicom.export.given", given);
        addRow(grid, 2, "dicom.export.organization", organization);
        return grid;
    }

    private void addRow(GridPane grid, int row, String key, TextField field) {
        Label label = new Label(messages.get(key));
        label.setMinWidth(USE_PREF_SIZE);
        label.setLabelFor(field);
        GridPane.setHgrow(field, Priority.ALWAYS);
        grid.addRow(row, label, field);
    }

    private Node buttons(String goText, Consumer<Choice> go, Runnable cancel) {
        Button leave = new Button(messages.get("dicom.export.cancel"));
        leave.setId("dicom-cancel");
        leave.setOnAction(event -> cancel.run());
        Button goOn = new Button(goText);
        goOn.setId("dicom-go");
        goOn.getStyleClass().add("accent");
        goOn.setDefaultButton(true);
        goOn.disableProperty().bind(nothingChosen().or(halfAName()));
        goOn.setOnAction(event -> go.accept(choice()));
        HBox row = new HBox(12, leave, goOn);
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }

    private BooleanBinding nothingChosen() {
        return kinds.values().stream()
                .map(box -> box.selectedProperty().not())
                .reduce(BooleanBinding::and)
                .orElseThrow();
    }

    /** Who verifies needs a family name and an organization: neither alone makes a report verified. */
    private BooleanBinding halfAName() {
        return Bindings.createBooleanBinding(
                () -> isBlank(family) != isBlank(organization) || isBlank(family) && !isBlank(given),
                family.textProperty(),
                given.textProperty(),
                organization.textProperty());
    }

    private static boolean isBlank(TextField field) {
        return field.getText().isBlank();
    }

    private Choice choice() {
        Set<ObjectKind> chosen = EnumSet.noneOf(ObjectKind.class);
        kinds.forEach((kind, box) -> {
            if (box.isSelected()) {
                chosen.add(kind);
            }
        });
        String name = family.getText().strip()
                + (isBlank(given) ? "" : "^" + given.getText().strip());
        return new Choice(
                chosen,
                isBlank(family)
                        ? Optional.empty()
                        : Optional.of(new Verifier(name, organization.getText().strip())));
    }
}
