package io.veilray.ui.viewer;

import io.veilray.region.Window;
import io.veilray.ui.scan.SliceInfo;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/** Zooms, moves, turns and flips the viewports on the screen together while it is on, and windows those of one unit. */
public final class LinkedView {
    private final Supplier<List<Viewport>> shown;
    private final BooleanProperty on = new SimpleBooleanProperty();
    private boolean following;

    /** @param shown those on the screen now */
    public LinkedView(List<Viewport> all, Supplier<List<Viewport>> shown) {
        this.shown = shown;
        for (Viewport each : all) {
            each.onChanged(() -> each(each, this::lie));
            each.windowProperty().addListener((property, before, now) -> {
                if (before != null && now != null) { // not that of a series just opened
                    each(each, this::window);
                }
            });
            each.sliceProperty().addListener((property, before, now) -> {
                if (before == null && now != null) {
                    join(each);
                }
            });
            each.invertedProperty().addListener(observable -> each(each, this::window));
        }
    }

    public BooleanProperty onProperty() {
        return on;
    }

    /** Makes the others look like this one at once. */
    public void align(Viewport leader) {
        each(leader, this::lie);
        each(leader, this::window);
    }

    /** A viewport that has just been filled looks like those beside it. */
    private void join(Viewport newcomer) {
        shown.get().stream()
                .filter(other -> other != newcomer && other.sliceProperty().get() != null)
                .findFirst()
                .ifPresent(this::align);
    }

    private interface Follow {
        void follow(Viewport leader, Viewport other);
    }

    private void each(Viewport leader, Follow how) {
        if (!on.get()
                || following
                || leader.sliceProperty().get() == null
                || !shown.get().contains(leader)) {
            return;
        }
        following = true;
        shown.get().stream()
                .filter(other -> other != leader && other.sliceProperty().get() != null)
                .forEach(other -> how.follow(leader, other));
        following = false;
    }

    private void lie(Viewport leader, Viewport other) {
        other.change(at -> at.like(leader.transformProperty().get()));
    }

    /** Values have a window in common where they are of one unit, such as HU, or of one series. */
    private void window(Viewport leader, Viewport other) {
        Window window = leader.windowProperty().get();
        if (window != null && haveOneScale(leader, other)) {
            other.windowProperty().set(window);
            other.invertedProperty().set(leader.invertedProperty().get());
        }
    }

    private static boolean haveOneScale(Viewport one, Viewport other) {
        return one.seriesProperty().get() == other.seriesProperty().get()
                || !unit(one).isEmpty() && unit(one).equals(unit(other));
    }

    private static String unit(Viewport viewport) {
        return viewport.info().map(SliceInfo::unit).orElse("");
    }
}
