package io.veilray.ui.window;

import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.ComparedPane;
import io.veilray.ui.viewer.ViewLayout;
import io.veilray.ui.viewer.Viewport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.ListChangeListener;
import javafx.util.Subscription;

/**
 * Two results in two linked viewports, or the plain image beside one result. Ends when the layout is changed, when
 * something else is opened in one of the two, and when one of the results is deleted or another one is looked at.
 */
final class SideBySide {
    /** @param left empty for the plain image */
    private record Pair(OpenSeries series, Optional<ClassifyResult> left, ClassifyResult right) {
        Optional<ClassifyResult> side(int number) {
            return number == 0 ? left : Optional.of(right);
        }

        boolean has(ClassifyResult result) {
            return result == right || left.filter(one -> one == result).isPresent();
        }
    }

    /** What the comparison changed in the window. */
    private record Before(
            ViewLayout layout,
            boolean maximised,
            boolean scrollLinked,
            boolean lookLinked,
            Map<SeriesView, OpenSeries.Place> places) {}

    private final Workstation window;
    private final ResultColumn column;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private Pair pair;
    private Before before;
    private List<SeriesView> sides = List.of();
    private Subscription watching = Subscription.EMPTY;

    SideBySide(Workstation window, ResultColumn column) {
        this.window = window;
        this.column = column;
    }

    /** Compares the two chosen results, or the selected one with another of its region, or with the plain image. */
    void toggle() {
        if (running.get()) {
            end();
        } else {
            window.selectedResult().ifPresent(this::start);
        }
    }

    private void start(ClassifyResult selected) {
        pair = pair(window.current().orElseThrow(), selected);
        Views views = window.views();
        before = new Before(
                views.grid().layoutProperty().get(),
                views.grid().maximisedProperty().get(),
                views.scroll().onProperty().get(),
                views.look().onProperty().get(),
                new LinkedHashMap<>());
        views.grid().maximisedProperty().set(false);
        views.grid().layoutProperty().set(ViewLayout.TWO);
        views.scroll().onProperty().set(false); // each goes to its own slice first
        sides = views.shown();
        sides.forEach(view -> view.place().ifPresent(place -> before.places().put(view, place)));
        SeriesView leader = views.active();
        sides.forEach(this::open);
        views.grid().activate(leader.viewport());
        running.set(true);
        link(leader.viewport());
        views.remark();
        column.compare(Optional.of(new ComparedPane(window.messages(), pair.left(), pair.right())));
        watching = watch();
        activated(leader);
    }

    private Pair pair(OpenSeries of, ClassifyResult selected) {
        List<ClassifyResult> chosen = column.chosen();
        if (chosen.size() == 2) {
            return new Pair(of, Optional.of(chosen.getFirst()), chosen.getLast());
        }
        List<ClassifyResult> all = of.results().all();
        Optional<ClassifyResult> other = all.stream()
                .filter(result -> result != selected && isOfOneRegion(result, selected))
                .reduce((older, newer) -> newer);
        boolean earlier =
                other.filter(one -> all.indexOf(one) < all.indexOf(selected)).isPresent();
        return other.isEmpty() || earlier
                ? new Pair(of, other, selected)
                : new Pair(of, Optional.of(selected), other.get());
    }

    private static boolean isOfOneRegion(ClassifyResult one, ClassifyResult other) {
        return OpenSeries.place(one).equals(OpenSeries.place(other))
                && one.classification().region().equals(other.classification().region());
    }

    private void open(SeriesView view) {
        int number = sides.indexOf(view);
        window.views().open(pair.series(), view);
        view.viewport()
                .goTo(OpenSeries.place(pair.side(number).orElse(pair.right())).slice());
        view.compare(
                pair.side(number).stream().toList(), ComparedPane.name(window.messages(), number, pair.side(number)));
    }

    private void link(Viewport leader) {
        window.views().scroll().onProperty().set(true);
        window.views().look().onProperty().set(true);
        window.views().look().align(leader);
    }

    private Subscription watch() {
        ListChangeListener<ClassifyResult> deleted = change -> {
            if (!pair.series().results().all().contains(pair.right())
                    || pair.left()
                            .filter(one -> !pair.series().results().all().contains(one))
                            .isPresent()) {
                end();
            }
        };
        pair.series().results().all().addListener(deleted);
        Subscription series = Subscription.combine(sides.stream()
                .map(view -> view.openProperty().subscribe((was, now) -> end()))
                .toArray(Subscription[]::new));
        return Subscription.combine(
                () -> pair.series().results().all().removeListener(deleted),
                series,
                window.views().grid().layoutProperty().subscribe((was, now) -> end()),
                window.views().activeProperty().subscribe((was, now) -> activated(now)),
                pair.series().results().selectedProperty().subscribe((was, now) -> looked(now)));
    }

    /** Accept, reject and comment are of the side that is active. */
    private void activated(SeriesView view) {
        int number = sides.indexOf(view);
        if (number >= 0) {
            pair.side(number).ifPresent(result -> window.look(pair.series(), result));
        }
    }

    private void looked(ClassifyResult result) {
        if (result != null && !pair.has(result) && !window.isArriving()) {
            end();
        }
    }

    private void end() {
        watching.unsubscribe();
        running.set(false);
        sides.forEach(SeriesView::endComparison);
        column.compare(Optional.empty());
        Views views = window.views();
        views.scroll().onProperty().set(before.scrollLinked());
        views.look().onProperty().set(before.lookLinked());
        if (views.grid().layoutProperty().get() == ViewLayout.TWO) { // the user chose no other
            views.grid().layoutProperty().set(before.layout());
            views.grid().maximisedProperty().set(before.maximised());
        }
        before.places().forEach(this::restore);
        views.remark();
    }

    /** Another series that had to give way comes back, unless the user has opened a third. */
    private void restore(SeriesView view, OpenSeries.Place place) {
        if (view.openProperty().get() == pair.series() && place.series() != pair.series()) {
            view.open(place.series());
            view.viewport().goTo(place.slice());
        }
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }
}
