package io.veilray.ui.classify;

import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.VBox;

/** Details that a button opens and closes; while closed they take no room and are not reached by the keyboard. */
final class Fold extends VBox {
    Fold(ToggleButton opener) {
        getStyleClass().add("fold");
        visibleProperty().bind(opener.selectedProperty());
        managedProperty().bind(opener.selectedProperty());
    }

    void show(Node... content) {
        getChildren().setAll(content);
    }
}
