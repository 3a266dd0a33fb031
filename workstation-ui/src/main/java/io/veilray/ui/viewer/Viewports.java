package io.veilray.ui.viewer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.MouseDragEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * Several viewports beside and below each other. One of them is active: the one that was pressed or focused last, in a
 * thicker frame than the others. Those that do not fit the layout keep what they show. On the JavaFX thread.
 */
public final class Viewports extends Region {
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");
    /** Under a drag. */
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("target");

    private static final PseudoClass ALONE = PseudoClass.getPseudoClass("alone");
    private static final double GAP = 2;
    /** Below the slice number in the same corner. */
    private static final Insets BUTTON_PLACE = new Insets(30, 6, 0, 0);

    private final List<Viewport> viewports;
    private final List<StackPane> cells;
    private final ObjectProperty<ViewLayout> layout = new SimpleObjectProperty<>(ViewLayout.ONE);
    private final BooleanProperty maximised = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Viewport> active = new ReadOnlyObjectWrapper<>();

    /** @param viewports as many as the largest layout has */
    public Viewports(List<Viewport> viewports) {
        this.viewports = new ArrayList<>(viewports);
        this.cells = new ArrayList<>(viewports.stream().map(this::cell).toList());
        getStyleClass().add("viewports");
        active.set(viewports.getFirst());
        viewports.forEach(each -> each.activeProperty().bind(active.isEqualTo(each)));
        layout.subscribe(now -> show());
        maximised.subscribe(now -> show());
        active.subscribe(now -> show());
    }

    private StackPane cell(Viewport viewport) {
        StackPane cell = new StackPane(viewport);
        cell.getStyleClass().add("viewport-cell");
        cell.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> activate(viewport));
        cell.addEventHandler(MouseDragEvent.MOUSE_DRAG_ENTERED, event -> cell.pseudoClassStateChanged(TARGET, true));
        cell.addEventHandler(MouseDragEvent.MOUSE_DRAG_EXITED, event -> cell.pseudoClassStateChanged(TARGET, false));
        viewport.focusedProperty().subscribe(focused -> {
            if (focused) {
                activate(viewport);
            }
        });
        return cell;
    }

    /** Puts a control of its own into the corner of each viewport, seen where there are several. */
    public void addButtons(Supplier<Region> button) {
        for (StackPane cell : cells) {
            Region corner = button.get();
            corner.getStyleClass().add("viewport-button");
            corner.visibleProperty().bind(layout.isNotEqualTo(ViewLayout.ONE));
            StackPane.setAlignment(corner, Pos.TOP_RIGHT);
            StackPane.setMargin(corner, BUTTON_PLACE);
            cell.getChildren().add(corner);
        }
    }

    /** Those on the screen, row by row. */
    public List<Viewport> shown() {
        return maximised.get() || layout.get() == ViewLayout.ONE ? List.of(active.get()) : inLayout();
    }

    private List<Viewport> inLayout() {
        return List.copyOf(viewports.subList(0, layout.get().viewports()));
    }

    /** Makes one of the viewports the active one; one that was not on the screen comes onto it. */
    public void activate(Viewport viewport) {
        active.set(viewport);
    }

    /** Makes another viewport of the layout the active one and gives it the keys. */
    public void activate(int further) {
        List<Viewport> choice = inLayout();
        Viewport next = choice.get(Math.floorMod(choice.indexOf(active.get()) + further, choice.size()));
        activate(next);
        next.requestFocus();
    }

    /** The active one stays on the screen, and the others stay where they are if they can. */
    private void show() {
        int place = viewports.indexOf(active.get());
        if (layout.get() != ViewLayout.ONE && place >= layout.get().viewports()) {
            Collections.swap(viewports, 0, place);
            Collections.swap(cells, 0, place);
        }
        List<Viewport> shown = shown();
        List<StackPane> seen = cells.stream()
                .filter(cell -> shown.contains((Viewport) cell.getChildren().getFirst()))
                .toList();
        if (!seen.equals(getChildren())) {
            boolean focused = getChildren().stream()
                    .anyMatch(
                            cell -> ((StackPane) cell).getChildren().getFirst().isFocused());
            getChildren().setAll(seen);
            if (focused) {
                active.get().requestFocus();
            }
        }
        for (StackPane cell : cells) {
            cell.pseudoClassStateChanged(ACTIVE, cell.getChildren().getFirst() == active.get());
            cell.pseudoClassStateChanged(ALONE, layout.get() == ViewLayout.ONE);
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        int columns = getChildren().size() == 1 ? 1 : layout.get().columns();
        int rows = getChildren().size() / columns;
        double width = (getWidth() - (columns - 1) * GAP) / columns;
        double height = (getHeight() - (rows - 1) * GAP) / rows;
        for (int i = 0; i < getChildren().size(); i++) {
            Node cell = getChildren().get(i);
            double left = snapPositionX(i % columns * (width + GAP));
            double top = snapPositionY(i / columns * (height + GAP));
            double right = snapPositionX(i % columns * (width + GAP) + width);
            double bottom = snapPositionY(i / columns * (height + GAP) + height);
            cell.resizeRelocate(left, top, right - left, bottom - top);
        }
    }

    public ObjectProperty<ViewLayout> layoutProperty() {
        return layout;
    }

    /** Whether the active viewport takes the place of all, for as long as the layout stays. */
    public BooleanProperty maximisedProperty() {
        return maximised;
    }

    /** Never null. */
    public ReadOnlyObjectProperty<Viewport> activeProperty() {
        return active.getReadOnlyProperty();
    }
}
