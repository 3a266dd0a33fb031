package io.veilray.ui.viewer;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.util.Duration;

/** Runs through the slices again and again. */
public final class Cine {
    private static final double SLICES_PER_SECOND = 15;

    private final Viewport viewport;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final Timeline timeline;

    public Cine(Viewport viewport) {
        this.viewport = viewport;
        timeline = new Timeline(new KeyFrame(Duration.seconds(1 / SLICES_PER_SECOND), event -> next()));
        timeline.setCycleCount(Animation.INDEFINITE);
        viewport.seriesProperty().addListener(observable -> stop());
    }

    private void next() {
        int slices = viewport.seriesProperty().get().slices();
        viewport.goTo((viewport.sliceIndexProperty().get() + 1) % slices);
    }

    /** Starts, or stops if it runs. A series of one slice has nothing to run through. */
    public void toggle() {
        if (running.get()) {
            stop();
        } else if (viewport.seriesProperty().get() != null
                && viewport.seriesProperty().get().slices() > 1) {
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
