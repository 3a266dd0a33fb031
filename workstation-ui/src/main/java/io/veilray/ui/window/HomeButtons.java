package io.veilray.ui.window;

import io.veilray.ui.action.ActionBoard;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.Review;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ButtonBase;
import javafx.scene.layout.FlowPane;

/** Where an accepted result can go, right above its long card; not there for any other. */
final class HomeButtons extends FlowPane {
    HomeButtons() {
        super(8, 6);
        setId("home");
        setVisible(false);
        managedProperty().bind(visibleProperty());
    }

    /** @param shown the series on the screen */
    void fill(ActionBoard board, ObservableValue<OpenSeries> shown) {
        for (String id : new String[] {"export.dicom", "export.archive"}) {
            ButtonBase button = board.button(id);
            button.setText(board.messages().get("action." + id + ".text"));
            getChildren().add(button);
        }
        visibleProperty()
                .bind(shown.flatMap(at -> at.results().selectedProperty())
                        .flatMap(ClassifyResult::reviewProperty)
                        .map(review -> review.verdict() == Review.Verdict.ACCEPTED)
                        .orElse(false));
    }
}
