package io.veilray.ui.window;

import io.veilray.ui.action.ActionBoard;
import io.veilray.ui.viewer.ViewLayout;
import io.veilray.ui.viewer.Viewports;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.ButtonBase;

/** Says what the actions do that choose, link and compare viewports. */
final class LayoutActions {
    private final Workstation window;
    private final ActionBoard board;
    private final Viewports grid;

    LayoutActions(Workstation window, ActionBoard board) {
        this.window = window;
        this.board = board;
        this.grid = window.views().grid();
    }

    void bind() {
        layout("layout.one", ViewLayout.ONE);
        layout("layout.two", ViewLayout.TWO);
        layout("layout.four", ViewLayout.FOUR);
        BooleanBinding several = grid.layoutProperty().isNotEqualTo(ViewLayout.ONE);
        toggle("layout.maximise", grid.maximisedProperty(), () -> {});
        on("layout.next", () -> grid.activate(1));
        on("layout.previous", () -> grid.activate(-1));
        for (String id : new String[] {"layout.maximise", "layout.next", "layout.previous"}) {
            board.enabled(id, several, text("layout.why.one"));
        }
        toggle("layout.link", window.views().scroll().onProperty(), () -> window.views()
                .scroll()
                .align(window.viewport()));
        toggle("layout.linkView", window.views().look().onProperty(), () -> window.views()
                .look()
                .align(window.viewport()));
        on("result.compare", window.sideBySide()::toggle);
        board.selected("result.compare", window.sideBySide().runningProperty());
        board.enabled(
                "result.compare",
                window.hasSelectedResult().or(window.sideBySide().runningProperty()),
                text("window.why.result"));
        grid.addButtons(this::corner);
    }

    private void on(String id, Runnable what) {
        board.on(id, () -> {
            if (!window.dialogs().isOpen()) {
                what.run();
            }
        });
    }

    private SimpleStringProperty text(String key) {
        return new SimpleStringProperty(window.messages().get(key));
    }

    private void layout(String id, ViewLayout layout) {
        on(id, () -> {
            grid.maximisedProperty().set(false);
            grid.layoutProperty().set(layout);
            window.views().fill(window.seriesList().getItems(), window::opened);
        });
        board.selected(id, grid.layoutProperty().isEqualTo(layout));
    }

    private void toggle(String id, BooleanProperty state, Runnable then) {
        on(id, () -> {
            state.set(!state.get());
            then.run();
        });
        board.selected(id, state);
    }

    private ButtonBase corner() {
        ButtonBase button = board.button("layout.maximise");
        button.setId(null); // one in each viewport
        return button;
    }
}
