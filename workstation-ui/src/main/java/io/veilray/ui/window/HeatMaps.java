package io.veilray.ui.window;

import io.veilray.protocol.ModelInfo;
import io.veilray.ui.classify.CloudConnection;
import io.veilray.ui.classify.Failure;
import io.veilray.ui.classify.HeatMapPane;
import io.veilray.ui.classify.HeatMapQuestion;
import io.veilray.ui.classify.HeatRequest;
import io.veilray.ui.classify.HeatResult;
import io.veilray.ui.classify.HeatRuns;
import io.veilray.ui.classify.RegionTarget;
import io.veilray.ui.classify.Words;
import io.veilray.ui.text.Messages;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;

/** The window's heat maps: asks, makes one at a time, shows the newest of the slice on the screen, deletes it. */
final class HeatMaps implements AutoCloseable {
    private final Messages messages;
    private final HeatRuns runs;
    private final HeatMapPane pane;
    private final StatusLine status;
    private final Dialogs dialogs;
    private final Supplier<Optional<OpenSeries.Place>> shown;
    private final Runnable changed;
    private final Consumer<HeatResult> sent;
    private final BiConsumer<HeatRequest, Optional<Failure>> without;
    private Optional<HeatRequest> running = Optional.empty();
    private Optional<HeatResult> before = Optional.empty();

    /**
     * @param sent given what has left this computer
     * @param without given what ended without a map, by a failure or because the user cancelled it
     * @param shown the slice on the screen
     * @param changed called when another map, or none, is to be shown
     */
    HeatMaps(
            Messages messages,
            CloudConnection cloud,
            StatusLine status,
            Dialogs dialogs,
            Consumer<HeatResult> sent,
            BiConsumer<HeatRequest, Optional<Failure>> without,
            Supplier<Optional<OpenSeries.Place>> shown,
            Runnable changed) {
        this.messages = messages;
        this.runs = new HeatRuns(cloud);
        this.pane = new HeatMapPane(messages, this::cancel);
        this.status = status;
        this.dialogs = dialogs;
        this.sent = sent;
        this.without = without;
        this.shown = shown;
        this.changed = changed;
        runs.progressProperty().addListener((property, before, now) -> pane.progress(now));
    }

    Node pane() {
        return pane;
    }

    BooleanBinding idle() {
        return runs.progressProperty().isNull();
    }

    void ask(RegionTarget target, ModelInfo model) {
        HeatMapQuestion question = new HeatMapQuestion(messages, target, model, this::start, dialogs::hide);
        dialogs.show(question);
        question.begin();
    }

    private void start(HeatRequest request) {
        dialogs.hide();
        pane.started(request);
        running = Optional.of(request);
        runs.start(request, this::arrived, failure -> failed(request, failure));
    }

    private void arrived(HeatResult result) {
        OpenSeries.Place place = OpenSeries.place(result);
        place.series().heatMaps().add(result);
        sent.accept(result);
        refresh();
        changed.run(); // it may belong to a viewport that is not the active one
        String key = result.failure().isPresent() ? "heat.ended" : "heat.done";
        status.say(messages.get(
                key,
                result.request().of().name(),
                place.slice() + 1,
                result.map().examined().size(),
                result.map().opinions()));
    }

    private void failed(HeatRequest request, Failure failure) {
        pane.failed(request, failure);
        without.accept(request, Optional.of(failure));
        status.say(new Words(messages).sentence(failure));
    }

    /** False if none is on its way. */
    boolean cancel() {
        boolean any = runs.cancel();
        if (any) {
            running.ifPresent(request -> without.accept(request, Optional.empty()));
            status.say(messages.get("heat.cancelled"));
        }
        return any;
    }

    Optional<HeatResult> onScreen() {
        return shown.get().flatMap(OpenSeries.Place::heatMap);
    }

    /** Shows what belongs to the slice on the screen. */
    void refresh() {
        Optional<HeatResult> now = onScreen();
        if (now.equals(before)) {
            return;
        }
        before = now;
        pane.show(now, () -> now.ifPresent(this::delete));
        changed.run();
    }

    private void delete(HeatResult result) {
        OpenSeries of = OpenSeries.place(result).series();
        int index = of.heatMaps().indexOf(result);
        if (index >= 0) {
            of.history()
                    .perform(
                            messages.get(
                                    "heat.undo.delete", result.request().of().name()),
                            () -> change(() -> of.heatMaps().remove(result)),
                            () -> change(() -> of.heatMaps()
                                    .add(Math.min(index, of.heatMaps().size()), result)));
        }
    }

    private void change(Runnable what) {
        what.run();
        refresh();
        changed.run();
    }

    @Override
    public void close() {
        if (runs.cancel()) {
            running.ifPresent(request -> without.accept(request, Optional.empty()));
        }
    }
}
