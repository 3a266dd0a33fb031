package io.veilray.ui.viewer;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableValue;
import javafx.util.Duration;

/** Runs through the slices again and again. */
public final class Cine {
    private static final double SLICES_PER_SECOND = 15;

    private final ObservableValue<Viewport> viewport;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final Timeline timeline;

    /** @param viewport the active one; the film stops when another becomes it, or another series is shown */
    public Cine(ObservableValue<Viewport> viewport) {
        this.viewport = viewport;
        timeline = new Timeline(new KeyFrame(Duration.seconds(1 / SLICES_PER_SECOND), event -> next()));
        timeline.setCycleCount(Animation.INDEFINITE);
        viewport.flatMap(Viewport::seriesProperty).addListener(observable -> stop());
        viewport.addListener(observable -> stop());
    }

    private void next() {
        Viewport shown = viewport.getValue();
        shown.goTo((shown.sliceIndexProperty().get() + 1)
                % shown.seriesProperty().get().slices());
    }

    /** Starts, or stops if it runs. A series of one slice has nothing to run through. */
    public void toggle() {
        if (running.get()) {
            stop();
        } else if (viewport.getValue().seriesProperty().get() != null
                && viewport.getValue().seriesProperty().get().slices() > 1) {
            running.set(true);
            timeline.play();
        }
    }

    public void stop() {
        running.set(false);
        timeline.stop();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }
}
