package io.veilray.ui;

import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;

/** The texts on the screen that lost their end: what is drawn differs from what is meant. */
public final class CutTexts {
    private CutTexts() {}

    /** On the JavaFX thread. */
    public static Set<String> in(Parent pane) {
        return pane.lookupAll(".text").stream()
                .filter(node -> node instanceof Text && node.getParent() instanceof Labeled && isShown(node))
                .filter(node -> {
                    String meant = ((Labeled) node.getParent()).getText();
                    return meant != null
                            && !meant.isEmpty()
                            && ((Text) node).getText().matches("(?s).*(\\.\\.\\.)$")
                            && !meant.endsWith("...");
                })
                .map(node -> ((Labeled) node.getParent()).getText())
                .collect(Collectors.toSet());
    }

    private static boolean isShown(Node node) {
        for (Node up = node; up != null; up = up.getParent()) {
            if (!up.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
