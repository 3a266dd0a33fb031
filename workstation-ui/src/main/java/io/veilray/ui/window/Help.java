package io.veilray.ui.window;

import io.veilray.region.Slice;
import io.veilray.region.Window;
import io.veilray.ui.dialog.AboutPane;
import io.veilray.ui.status.Situation;
import io.veilray.ui.status.WhyNothing;
import io.veilray.ui.text.Messages;
import io.veilray.ui.viewer.ViewTransform;
import io.veilray.ui.viewer.Viewport;
import javafx.geometry.Point2D;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** F1, and what this program is. */
final class Help {
    private static final double TEXT_WIDTH = 520;

    private final Workstation window;
    private final Messages messages;
    private final Dialogs dialogs;

    Help(Workstation window, Messages messages, Dialogs dialogs) {
        this.window = window;
        this.messages = messages;
        this.dialogs = dialogs;
    }

    void why() {
        Label heading = new Label(messages.get("status.heading"));
        heading.getStyleClass().add("heading");
        VBox box = new VBox(10, heading);
        box.setId("why");
        for (String sentence : WhyNothing.sentences(situation(), messages)) {
            Label label = new Label("•  " + sentence);
            label.setWrapText(true);
            label.setMaxWidth(TEXT_WIDTH);
            box.getChildren().add(label);
        }
        dialogs.show(box, messages.get("window.close"));
    }

    private Situation situation() {
        Viewport viewport = window.viewport();
        Slice slice = viewport.sliceProperty().get();
        Window shown = viewport.windowProperty().get();
        Window values = slice == null || shown == null ? null : viewport.valueSpan();
        return new Situation(
                viewport.seriesProperty().get() != null,
                viewport.seriesProperty().get() == null
                        && !window.seriesList().getItems().isEmpty(),
                viewport.problemProperty().get(),
                viewport.seriesProperty().get() != null && slice == null,
                slice != null && isOutOfView(viewport.transformProperty().get()),
                values != null && high(values) <= low(shown),
                values != null && low(values) >= high(shown),
                window.shownResults().isAnythingHidden(),
                window.resultsElsewhere(),
                window.classify().reasonProperty().get());
    }

    private static double low(Window window) {
        return window.center() - window.width() / 2;
    }

    private static double high(Window window) {
        return window.center() + window.width() / 2;
    }

    private static boolean isOutOfView(ViewTransform at) {
        Point2D a = at.toView(0, 0);
        Point2D b = at.toView(at.imageWidthPx(), at.imageHeightPx());
        return Math.max(a.getX(), b.getX()) < 0
                || Math.min(a.getX(), b.getX()) > at.viewWidth()
                || Math.max(a.getY(), b.getY()) < 0
                || Math.min(a.getY(), b.getY()) > at.viewHeight();
    }

    void about() {
        String version = Help.class.getPackage().getImplementationVersion();
        AboutPane about = new AboutPane(messages, version == null ? "0.1.0" : version, dialogs::hide);
        about.setAccessibleText(messages.get("about.title"));
        dialogs.show(about);
    }
}
