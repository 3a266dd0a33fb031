package io.veilray.ui.viewer;

import io.veilray.ui.scan.Series;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/** Scrolls the viewports on the screen together while it is on. */
public final class LinkedScroll {
    private final Supplier<List<Viewport>> shown;
    private final BooleanProperty on = new SimpleBooleanProperty();
    private final Map<Series, Optional<Stack>> stacks = new WeakHashMap<>();
    /** Where each stood when it was linked: counted from here nothing drifts, whatever was rounded or came to an end. */
    private final Map<Viewport, Integer> began = new IdentityHashMap<>();

    private boolean following;

    /** @param shown those on the screen now */
    public LinkedScroll(List<Viewport> all, Supplier<List<Viewport>> shown) {
        this.shown = shown;
        for (Viewport each : all) {
            each.onScrolled(from -> follow(each, from));
            each.seriesProperty().subscribe(now -> begin());
        }
        on.subscribe(now -> begin());
    }

    public BooleanProperty onProperty() {
        return on;
    }

    /** Counts from where the viewports stand now. */
    private void begin() {
        began.clear();
    }

    /** Brings the others to the same place as this one, where they share an origin. */
    public void align(Viewport leader) {
        begin();
        if (on.get()) {
            each(leader, ScrollLink.PLACE);
        }
    }

    /** What links two viewports that both show something; the same series keeps its distance in slices. */
    public Optional<ScrollLink> between(Viewport one, Viewport other) {
        Series a = one.seriesProperty().get();
        Series b = other.seriesProperty().get();
        if (a == null || b == null || one == other) {
            return Optional.empty();
        }
        Optional<Stack> first = stack(a);
        Optional<Stack> second = stack(b);
        if (a == b || first.isEmpty() || second.isEmpty() || !first.get().isParallelTo(second.get())) {
            return Optional.of(ScrollLink.STEPS);
        }
        return Optional.of(first.get().sharesOrigin(second.get()) ? ScrollLink.PLACE : ScrollLink.DISTANCE);
    }

    private void follow(Viewport leader, int from) {
        if (on.get() && !following && shown.get().contains(leader)) {
            began.putIfAbsent(leader, from);
            each(leader, ScrollLink.PLACE, ScrollLink.DISTANCE, ScrollLink.STEPS);
        }
    }

    private void each(Viewport leader, ScrollLink... kinds) {
        following = true;
        for (Viewport other : shown.get()) {
            between(leader, other)
                    .filter(List.of(kinds)::contains)
                    .ifPresent(link -> other.goTo(target(link, leader, other)));
        }
        following = false;
    }

    private int target(ScrollLink link, Viewport leader, Viewport other) {
        int at = leader.sliceIndexProperty().get();
        if (link == ScrollLink.STEPS) {
            return began(other) + at - began(leader);
        }
        Stack measure = stack(leader.seriesProperty().get()).orElseThrow();
        Stack stack = stack(other.seriesProperty().get()).orElseThrow();
        double mm = measure.along(measure, at);
        return link == ScrollLink.PLACE
                ? stack.nearest(measure, mm)
                : stack.nearest(
                        measure, stack.along(measure, began(other)) + mm - measure.along(measure, began(leader)));
    }

    private int began(Viewport viewport) {
        return began.computeIfAbsent(viewport, v -> v.sliceIndexProperty().get());
    }

    private Optional<Stack> stack(Series series) {
        return stacks.computeIfAbsent(series, Stack::of);
    }
}
