package io.veilray.ui.overlay;

import io.veilray.result.Classification;
import io.veilray.result.EvidenceField;
import io.veilray.result.HotScale;
import io.veilray.ui.text.Messages;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Rectangle;

/** What the colours of an evidence map mean: from nothing to its largest value, in logits. */
public final class ColourBar extends VBox {
    private static final int STOPS = 8;
    private static final double HEIGHT = 10;

    public ColourBar(Messages messages, Classification result, EvidenceField field) {
        super(2);
        String most = String.format(messages.locale(), "%.2g", field.largest());
        String unit = messages.get("classify.evidence.unit");
        Label title = new Label(
                messages.get("classify.evidence.title", result.winningClass().replace('_', ' ')) + ", " + unit);
        title.setWrapText(true);
        Rectangle bar = new Rectangle(0, 0, 0, HEIGHT);
        bar.setFill(gradient());
        Pane track = new Pane(bar);
        track.setMinHeight(HEIGHT);
        bar.widthProperty().bind(track.widthProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren()
                .addAll(
                        title,
                        track,
                        new HBox(new Label(messages.get("classify.evidence.none")), gap, new Label(most)));
        setAccessibleText(title.getText() + ": 0–" + most);
    }

    static LinearGradient gradient() {
        Stop[] stops = IntStream.rangeClosed(0, STOPS)
                .mapToObj(i -> (double) i / STOPS)
                .map(share -> new Stop(share, color(HotScale.rgb(share))))
                .toArray(Stop[]::new);
        return new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, stops);
    }

    private static Color color(int rgb) {
        return Color.rgb(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
    }
}
