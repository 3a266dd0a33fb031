package io.veilray.ui.audit;

import io.veilray.audit.AuditEntry;
import io.veilray.audit.RequestNumber;
import io.veilray.audit.Sent;
import io.veilray.audit.Verification;
import io.veilray.ui.text.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The newest entries of the trail, and what the user can do with it. On the JavaFX thread. */
public final class AuditPane extends VBox {
    /** Entries that are shown; more would only be scrolled past. */
    public static final int MAX_ROWS = 2000;

    private static final double WIDTH_PX = 1020;
    private static final double HEIGHT_PX = 560;

    private final Messages messages;
    private final AuditWords words;
    private final TableView<AuditEntry> table = new TableView<>();
    private final Label heading = label("", "heading");
    private final Label details = label("", "hint");
    private final Label outcome = label("");
    private final TextField hash = new TextField();
    private final Button verify;
    private final Button export;

    /**
     * @param folder where the trail lies
     * @param entries newest first
     */
    public AuditPane(Messages messages, Path folder, List<AuditEntry> entries) {
        super(10);
        this.messages = messages;
        this.words = new AuditWords(messages);
        verify = button("verify");
        export = button("export");
        setId("audit");
        setPrefSize(WIDTH_PX, HEIGHT_PX);
        fill(entries);
        heading.setText(messages.get("audit.title"));
        details.setId("audit-details");
        outcome.setId("audit-outcome");
        hash.setId("audit-hash");
        hash.setEditable(false);
        hash.setAccessibleText(messages.get("audit.hash"));
        show(hash, false);
        show(outcome, false);
        HBox buttons = new HBox(8, verify, export);
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(heading, label(messages.get("audit.what", folder)), table, details, buttons, outcome, hash);
        if (entries.size() == MAX_ROWS) {
            getChildren().add(2, label(messages.get("audit.more", MAX_ROWS), "hint"));
        }
    }

    private Button button(String name) {
        Button button = new Button(messages.get("audit." + name));
        button.setId("audit-" + name);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(styles);
        return label;
    }

    private void fill(List<AuditEntry> entries) {
        table.setId("audit-table");
        table.getStyleClass().add("dense");
        table.setAccessibleText(messages.get("audit.title"));
        table.setPlaceholder(label(messages.get("audit.empty")));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns()
                .setAll(List.of(
                        column("time", 165, entry -> words.time(entry.time())),
                        column("event", 150, words::event),
                        column("request", 90, words::number),
                        column("server", 185, words::server),
                        column("model", 185, words::model),
                        column("up", 80, entry -> words.bytes(entry, Sent.Amounts::bytesUp)),
                        column("down", 80, entry -> words.bytes(entry, Sent.Amounts::bytesDown)),
                        column("ticket", 80, entry -> words.bytes(entry, Sent.Amounts::bytesTicket))));
        table.setItems(FXCollections.observableArrayList(entries));
        table.getSelectionModel().selectedItemProperty().subscribe(entry -> detail(entry, entries.isEmpty()));
        VBox.setVgrow(table, Priority.ALWAYS);
    }

    private void detail(@Nullable AuditEntry entry, boolean empty) {
        details.getStyleClass().remove("hint");
        if (entry != null) {
            details.setText(words.details(entry));
        } else {
            details.setText(messages.get(empty ? "audit.none" : "audit.select"));
            details.getStyleClass().add("hint");
        }
    }

    private TableColumn<AuditEntry, String> column(String name, double width, Function<AuditEntry, String> text) {
        TableColumn<AuditEntry, String> column = new TableColumn<>(messages.get("audit.column." + name));
        column.setPrefWidth(width);
        column.setSortable(false); // the order is the chain's
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        return column;
    }

    /** Shows the record of that request in full, as that of the result the user came from, or says that it is not there. */
    public void select(RequestNumber number) {
        heading.setText(messages.get("audit.title.record"));
        table.getItems().stream()
                .filter(entry -> entry instanceof Sent sent && sent.number().equals(number))
                .findFirst()
                .ifPresentOrElse(
                        entry -> {
                            table.getSelectionModel().select(entry);
                            table.scrollTo(entry);
                            table.requestFocus();
                        },
                        () -> say(messages.get("audit.noRecord", number), false));
    }

    /** @param what the user asks to look through the trail */
    public void onVerify(Runnable what) {
        verify.setOnAction(event -> what.run());
    }

    /** @param what the user asks for a copy of the trail */
    public void onExport(Runnable what) {
        export.setOnAction(event -> what.run());
    }

    /** Says what looking through the trail has found. */
    public void verified(Verification found) {
        say(words.sentence(found), found.isUnbroken());
        hash.setText(found.lastHash());
        show(hash, true);
    }

    /** @param good whether it went as the user wanted */
    public void say(String sentence, boolean good) {
        outcome.setText(sentence);
        outcome.getStyleClass().remove("problem");
        if (!good) {
            outcome.getStyleClass().add("problem");
        }
        show(outcome, true);
        show(hash, false);
    }

    private static void show(Region part, boolean shown) {
        part.setVisible(shown);
        part.setManaged(shown);
    }
}
