package io.veilray.ui.classify;

import io.veilray.protocol.ModelInfo;
import io.veilray.region.Region;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.Icons;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Chooses a model for the selected region, starts the classification and shows how it goes. On the JavaFX thread. */
public final class ClassifyPane extends VBox {
    private final Messages messages;
    private final CloudConnection connection;
    private final ClassifyQueue queue;
    private final ConnectionChip chip;
    private final ModelChooser chooser;
    private final PreparedLine prepared;
    private final PrivacyStrip privacy;
    private final Button classify;
    private final Label region = Facts.text("");
    private final Label notes = Facts.text("", "hint");
    private final Label warning = Facts.text("", "warning-words");
    private final Label reasonLabel = Facts.text("", "reason");
    private final VBox jobs = new VBox(6);
    private final Map<ClassifyJob, JobPane> jobPanes = new HashMap<>();
    private final ObjectProperty<@Nullable RegionTarget> target = new SimpleObjectProperty<>();
    private final ReadOnlyStringWrapper reason = new ReadOnlyStringWrapper("");

    public ClassifyPane(Messages messages, CloudConnection connection, ClassifyQueue queue) {
        this.messages = messages;
        this.connection = connection;
        this.queue = queue;
        this.chip = new ConnectionChip(messages, connection);
        this.chooser = new ModelChooser(messages);
        this.prepared = new PreparedLine(messages, connection.ahead());
        this.privacy = new PrivacyStrip(messages);
        this.classify = new Button(messages.get("classify.start"), Icons.of("classify"));
        getStyleClass().add("classify-pane");
        getStylesheets()
                .add(Objects.requireNonNull(ClassifyPane.class.getResource("classify.css"))
                        .toExternalForm());
        lay();
        listen();
        update();
    }

    private void lay() {
        classify.setId("classify");
        classify.getStyleClass().add("accent");
        classify.setMaxWidth(Double.MAX_VALUE);
        classify.setOnAction(event -> classify());
        reasonLabel.setId("classify-reason");
        region.setId("classify-region");
        notes.setId("classify-notes");
        jobs.setId("jobs");
        for (Label label : List.of(warning, reasonLabel, region, notes)) {
            label.visibleProperty().bind(label.textProperty().isNotEmpty());
            label.managedProperty().bind(label.visibleProperty());
        }
        getChildren().addAll(chip, chooser, prepared, region, notes, warning, classify, reasonLabel, jobs, privacy);
    }

    private void listen() {
        connection.stateProperty().addListener((property, before, now) -> update());
        chooser.modelProperty().addListener((property, before, now) -> {
            connection.ahead().choose(now);
            if (now != null) {
                privacy.choose(now.network().mode());
            }
            update();
        });
        connection.ahead().readyProperty().subscribe(ready -> {
            if (ready.isPresent() && !connection.state().target().isLocal()) {
                privacy.preparing();
            }
        });
        target.addListener((property, before, now) -> update());
        queue.jobs().addListener((ListChangeListener<ClassifyJob>) change -> showJobs());
        showJobs();
    }

    /** The region that would be classified; null for none. Set it anew when region, slice or window changes. */
    public ObjectProperty<@Nullable RegionTarget> targetProperty() {
        return target;
    }

    /** Why {@link #classify} does nothing now; empty if it works. */
    public ReadOnlyStringProperty reasonProperty() {
        return reason.getReadOnlyProperty();
    }

    /** The chosen model, whose input size a ghost frame may show; null while the server has told none. */
    public ReadOnlyObjectProperty<@Nullable ModelInfo> modelProperty() {
        return chooser.modelProperty();
    }

    public void choose(String modelId) {
        chooser.choose(modelId);
    }

    /** Starts a job for the selected region; it waits where another runs. */
    public void classify() {
        if (reason.get().isEmpty()) {
            queue.submit(target.get().request(chooser.modelProperty().get().id()));
        }
    }

    /** Opens or closes the model's card. */
    public void toggleModelCard() {
        chooser.toggleCard();
    }

    /** Opens or closes what leaves this computer. */
    public void togglePrivacy() {
        privacy.toggle();
    }

    /** @param open shows the record of all jobs, which the privacy strip leads to until one was sent */
    public void onTrail(Runnable open) {
        privacy.onTrail(open);
    }

    /** Asks the server and shows what it found. */
    public void testConnection() {
        chip.test();
    }

    /** Tells in the privacy strip what that result has sent, and leads from there to its record. */
    public void sent(ClassifyResult result, Runnable record) {
        privacy.show(result, record);
    }

    /** The same for all windows of a heat map. */
    public void sent(HeatResult result, Runnable record) {
        privacy.show(result, record);
    }

    private void update() {
        chooser.offer(connection.state().models());
        String why = reason();
        reason.set(why);
        reasonLabel.setText(why);
        classify.setDisable(!why.isEmpty());
        ModelInfo model = chooser.modelProperty().get();
        region.setText(target.get() == null ? "" : regionLine(target.get(), model));
        notes.setText(
                target.get() == null ? "" : String.join(" ", target.get().scan().notes()));
        warning.setText(target.get() == null || model == null ? "" : modalityWarning(target.get(), model));
    }

    private String reason() {
        ConnectionState state = connection.state();
        if (chooser.modelProperty().get() == null) {
            return messages.get("classify.why." + (state.isConnected() ? "noModel" : state.kind()));
        }
        return target.get() == null ? messages.get("classify.why.noRegion") : "";
    }

    private String regionLine(RegionTarget now, @Nullable ModelInfo model) {
        Region at = now.region();
        String size = messages.get("classify.figure.size", at.widthPx(), at.heightPx());
        String line = messages.get("classify.region.line", now.name(), size);
        return model == null
                ? line
                : messages.get(
                        "classify.region.resampled",
                        line,
                        messages.get(
                                "classify.figure.size",
                                model.input().widthPx(),
                                model.input().heightPx()));
    }

    private String modalityWarning(RegionTarget now, ModelInfo model) {
        List<String> made = model.opinion().modalities();
        Optional<String> is = now.scan().slice().modality();
        return made.isEmpty()
                        || is.isEmpty()
                        || made.contains(is.get())
                        || is.get().equals("OT")
                        || is.get().equals("SC")
                ? ""
                : messages.get("classify.region.otherModality", String.join(", ", made), is.get());
    }

    private void showJobs() {
        jobPanes.keySet().retainAll(queue.jobs());
        jobs.getChildren()
                .setAll(queue.jobs().stream()
                        .map(job -> jobPanes.computeIfAbsent(job, shown -> new JobPane(messages, queue, shown)))
                        .toList());
    }
}
