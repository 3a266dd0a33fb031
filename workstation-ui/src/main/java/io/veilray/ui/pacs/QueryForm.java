package io.veilray.ui.pacs;

import io.veilray.dicom.Tags;
import io.veilray.dicom.pacs.Query;
import io.veilray.ui.text.Messages;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;

/** The fields of a question for studies. What is typed matches from its beginning, as people expect. */
final class QueryForm extends GridPane {
    private static final double GAP_PX = 8;
    private static final List<String> MODALITIES =
            List.of("", "CR", "CT", "DX", "MG", "MR", "NM", "OT", "PT", "RF", "SR", "US", "XA");

    private final Messages messages;
    private final ArchiveWords words;
    private final TextField name = field("name");
    private final TextField id = field("id");
    private final TextField accession = field("accession");
    private final TextField description = field("description");
    private final ComboBox<String> modality = new ComboBox<>();
    private final DatePicker from = new DatePicker();
    private final DatePicker to = new DatePicker();

    /** @param search the user pressed Enter */
    QueryForm(Messages messages, ArchiveWords words, Runnable search) {
        super(GAP_PX, GAP_PX);
        this.messages = messages;
        this.words = words;
        for (int column = 0; column < 6; column++) {
            ColumnConstraints width = new ColumnConstraints();
            width.setHgrow(column % 2 == 0 ? Priority.NEVER : Priority.ALWAYS);
            getColumnConstraints().add(width);
        }
        modality.setId("pacs-modality");
        modality.setEditable(true);
        modality.getItems().setAll(MODALITIES);
        modality.setMaxWidth(Double.MAX_VALUE);
        dates();
        addRow(0, label("name", name), name, label("id", id), id, label("accession", accession), accession);
        addRow(1, label("from", from), from, label("to", to), to, label("modality", modality), modality);
        addRow(2, label("description", description), description);
        add(shortcuts(), 2, 2, 4, 1);
        name.setPromptText(messages.get("pacs.name.prompt"));
        for (TextField field : List.of(name, id, accession, description)) {
            field.addEventHandler(ActionEvent.ACTION, event -> search.run());
        }
    }

    private void dates() {
        for (DatePicker picker : List.of(from, to)) {
            picker.setId(picker == from ? "pacs-from" : "pacs-to");
            picker.setPromptText(messages.get("pacs.date.prompt"));
            picker.setMaxWidth(Double.MAX_VALUE);
            picker.setConverter(new StringConverter<>() {
                @Override
                public String toString(LocalDate date) {
                    return words.date(date);
                }

                @Override
                public LocalDate fromString(String text) {
                    return words.date(text, picker.getValue());
                }
            });
        }
    }

    private HBox shortcuts() {
        HBox row = new HBox(GAP_PX);
        row.setAlignment(Pos.CENTER_LEFT);
        for (int days : new int[] {0, 7, 30}) {
            Hyperlink link =
                    new Hyperlink(days == 0 ? messages.get("pacs.today") : messages.get("pacs.lastDays", days));
            link.setId("pacs-days-" + days);
            link.setOnAction(event -> {
                from.setValue(LocalDate.now().minusDays(days));
                to.setValue(LocalDate.now());
            });
            row.getChildren().add(link);
        }
        return row;
    }

    /** The question as it stands; every field may be empty. */
    Query query() {
        return Query.studies()
                .with(Tags.PATIENT_NAME, begins(name.getText().replaceAll("[\\s,^]+", "*")))
                .with(Tags.PATIENT_ID, id.getText())
                .with(Tags.ACCESSION_NUMBER, accession.getText())
                .with(Tags.STUDY_DESCRIPTION, begins(description.getText()))
                .with(Tags.MODALITIES_IN_STUDY, modality.getEditor().getText().toUpperCase(java.util.Locale.ROOT))
                .with(Tags.STUDY_DATE, range());
    }

    /** A whole word of the user's is the beginning of the archive's. */
    private static String begins(String typed) {
        String text = typed.strip();
        return text.isEmpty() || text.endsWith("*") ? text : text + "*";
    }

    private String range() {
        LocalDate first = entered(from);
        LocalDate last = entered(to);
        if (first == null && last == null) {
            return "";
        }
        if (first != null && first.equals(last)) {
            return dicom(first);
        }
        return (first == null ? "" : dicom(first)) + "-" + (last == null ? "" : dicom(last));
    }

    /** What stands in the field, though the picker may not have taken it yet. */
    private LocalDate entered(DatePicker picker) {
        return words.date(picker.getEditor().getText(), picker.getValue());
    }

    private static String dicom(LocalDate date) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(date);
    }

    void focusFirst() {
        name.requestFocus();
    }

    private static TextField field(String key) {
        TextField field = new TextField();
        field.setId("pacs-" + key);
        return field;
    }

    private Control label(String key, Control of) {
        return Parts.caption(messages, "pacs." + key, of);
    }
}
