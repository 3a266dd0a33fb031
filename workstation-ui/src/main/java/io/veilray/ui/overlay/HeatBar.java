package io.veilray.ui.overlay;

import io.veilray.ui.text.Messages;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;

/** What the colours of a heat map mean, from 0 to 100 %, and what its stripes mean. */
public final class HeatBar extends VBox {
    private static final double HEIGHT = 10;
    private static final double SWATCH_WIDTH = 36;
    private static final double SWATCH_HEIGHT = 18;
    private static final Color UNDER = Color.web("#6a6a6a");

    /** @param complete otherwise it tells too how a place looks that was not examined */
    public HeatBar(Messages messages, boolean complete) {
        super(4);
        Rectangle bar = new Rectangle(0, 0, 0, HEIGHT);
        bar.setFill(ColourBar.gradient());
        Pane track = new Pane(bar);
        track.setMinHeight(HEIGHT);
        bar.widthProperty().bind(track.widthProperty());
        HBox ends = new HBox(
                new Label(messages.get("heat.scale.none")),
                gap(),
                new Label(messages.get("classify.figure.percent", 50)),
                gap(),
                new Label(messages.get("classify.figure.percent", 100)));
        getChildren().addAll(text(messages.get("heat.scale")), track, ends);
        getChildren().add(swatch(true, messages.get("heat.gap.noOpinion")));
        if (!complete) {
            getChildren().add(swatch(false, messages.get("heat.gap.notExamined")));
        }
        setAccessibleText(messages.get("heat.scale") + ": 0–100 %");
    }

    private static Region gap() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private static Label text(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private static Node swatch(boolean examined, String words) {
        Rectangle stripes = new Rectangle(SWATCH_WIDTH, SWATCH_HEIGHT, HeatLayer.stripes(examined));
        Pane swatch = new Pane(new Rectangle(SWATCH_WIDTH, SWATCH_HEIGHT, UNDER), stripes);
        swatch.setMinSize(SWATCH_WIDTH, SWATCH_HEIGHT);
        swatch.setMaxSize(SWATCH_WIDTH, SWATCH_HEIGHT);
        HBox line = new HBox(8, swatch, text(words));
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
