package io.veilray.ui.window;

import io.veilray.protocol.ModelInfo;
import io.veilray.ui.scan.Series;
import io.veilray.ui.text.Messages;
import io.veilray.ui.tool.DrawingBoard;
import io.veilray.ui.viewer.LinkedScroll;
import io.veilray.ui.viewer.LinkedView;
import io.veilray.ui.viewer.MouseTool;
import io.veilray.ui.viewer.SeriesList;
import io.veilray.ui.viewer.ViewLayout;
import io.veilray.ui.viewer.Viewport;
import io.veilray.ui.viewer.Viewports;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.MouseDragEvent;

/** The window's viewports: what each shows, which one is active, and what links them. */
final class Views implements AutoCloseable {
    private final Messages messages;
    private final List<SeriesView> all;
    private final Viewports grid;
    private final ObservableValue<SeriesView> active;
    private final LinkedScroll scroll;
    private final LinkedView look;
    private final BooleanProperty magnifier = new SimpleBooleanProperty();
    private final BooleanProperty fileOverlays = new SimpleBooleanProperty(true);
    private final ObjectProperty<MouseTool> tool = new SimpleObjectProperty<>(new MouseTool() {});

    /** @param model the chosen one, or null */
    Views(Messages messages, Overlay overlay, DrawingBoard board, ObservableValue<ModelInfo> model) {
        this.messages = messages;
        all = Stream.generate(() -> new SeriesView(messages, overlay, board, model))
                .limit(ViewLayout.FOUR.viewports())
                .toList();
        List<Viewport> viewports = all.stream().map(SeriesView::viewport).toList();
        for (int i = 0; i < viewports.size(); i++) {
            viewports.get(i).setId("viewport-" + (i + 1));
            viewports.get(i).setAccessibleText(messages.get("layout.accessible", i + 1));
            viewports.get(i).toolProperty().bind(tool);
            viewports.get(i).magnifierProperty().bindBidirectional(magnifier);
            viewports.get(i).overlays().visibleProperty().bindBidirectional(fileOverlays);
        }
        grid = new Viewports(viewports);
        active = grid.activeProperty().map(this::of);
        scroll = new LinkedScroll(viewports, grid::shown);
        look = new LinkedView(viewports, grid::shown);
        all.forEach(view -> view.viewport().seriesProperty().subscribe(now -> remark()));
        Stream.of(grid.activeProperty(), grid.layoutProperty(), grid.maximisedProperty(), scroll.onProperty())
                .forEach(property -> property.subscribe(now -> remark()));
        Stream.of(overlay.visibleProperty(), overlay.peekingProperty(), overlay.opacityProperty())
                .forEach(property -> property.subscribe(now -> repaint()));
    }

    private SeriesView of(Viewport viewport) {
        return all.stream()
                .filter(view -> view.viewport() == viewport)
                .findFirst()
                .orElseThrow();
    }

    /** Says in each viewport what links it with the active one, and which side of a comparison it is. */
    void remark() {
        for (SeriesView view : shown()) {
            List<String> lines = new ArrayList<>();
            view.comparedAs().ifPresent(lines::add);
            if (scroll.onProperty().get() && shown().size() > 1) {
                lines.add(scroll.between(active().viewport(), view.viewport())
                        .map(link -> messages.get("layout.linked." + link))
                        .orElse(messages.get("layout.linked")));
            }
            view.viewport().remarksProperty().set(lines);
        }
    }

    /** Shows a series in a viewport, which becomes the active one, from the same place as the others if they are linked. */
    void open(OpenSeries series, SeriesView view) {
        grid.activate(view.viewport());
        if (view.openProperty().get() != series) {
            Optional<Viewport> level = shown().stream()
                    .filter(other -> other != view && other.openProperty().get() != null)
                    .map(SeriesView::viewport)
                    .findFirst();
            view.open(series);
            level.ifPresent(scroll::align);
        }
    }

    /** Shows the next series in the empty viewports of the layout, as far as there are some that are not on the screen. */
    void fill(List<Series> series, Function<Series, OpenSeries> opened) {
        List<Series> shown = shown().stream()
                .map(view -> view.viewport().seriesProperty().get())
                .toList();
        List<Series> next = new ArrayList<>(series);
        next.removeIf(shown::contains);
        for (SeriesView view : shown()) {
            if (view.openProperty().get() == null && !next.isEmpty()) {
                view.open(opened.apply(next.removeFirst()));
            }
        }
    }

    /** A series may be dragged from the list into a viewport. */
    void acceptFrom(SeriesList list, Function<Series, OpenSeries> opened) {
        StringBinding invitation = Bindings.when(Bindings.isEmpty(list.getItems()))
                .then(messages.get("viewer.noSeries"))
                .otherwise(messages.get("layout.empty"));
        for (SeriesView view : all) {
            view.viewport().invitationProperty().bind(invitation);
            view.viewport().addEventHandler(MouseDragEvent.MOUSE_DRAG_RELEASED, event -> list.drop()
                    .ifPresent(series -> open(opened.apply(series), view)));
        }
    }

    void repaint() {
        shown().forEach(view -> view.viewport().requestRepaint());
    }

    /** Those on the screen, row by row. */
    List<SeriesView> shown() {
        return grid.shown().stream().map(this::of).toList();
    }

    SeriesView active() {
        return active.getValue();
    }

    ObservableValue<SeriesView> activeProperty() {
        return active;
    }

    Viewports grid() {
        return grid;
    }

    LinkedScroll scroll() {
        return scroll;
    }

    LinkedView look() {
        return look;
    }

    /** The tool of the primary button in every viewport. */
    ObjectProperty<MouseTool> toolProperty() {
        return tool;
    }

    /** Whether a lens follows the pointer, whichever viewport it is over. */
    BooleanProperty magnifierProperty() {
        return magnifier;
    }

    /** Whether the overlays that files bring along are shown. */
    BooleanProperty fileOverlaysProperty() {
        return fileOverlays;
    }

    @Override
    public void close() {
        all.forEach(view -> view.viewport().close());
    }
}
