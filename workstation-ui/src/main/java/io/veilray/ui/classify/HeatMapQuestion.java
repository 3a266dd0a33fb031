package io.veilray.ui.classify;

import io.veilray.client.HeatMapRun;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.SlidingWindows;
import io.veilray.ui.text.Messages;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Asks for window, stride and class of a heat map and says at once what it will cost. On the JavaFX thread. */
public final class HeatMapQuestion extends VBox {
    /** As on the command line, where more must be allowed by name. */
    public static final int MOST_WINDOWS = 200;

    private static final double WIDTH = 460;
    private static final double FIELD_WIDTH = 90;

    private final Messages messages;
    private final Figures figures;
    private final RegionTarget target;
    private final ModelInfo model;
    private final OptionalDouble bytesEach;
    private final TextField window = new TextField();
    private final TextField stride = new TextField();
    private final ComboBox<String> shown = new ComboBox<>();
    private final Label forecast = Facts.text("");
    private final Label enlarged = Facts.text("", "warning-words");
    private final Label refused = Facts.text("", "bad-words");
    private final Button start;
    private boolean strideIsTheUsers;
    private boolean adapting;

    /** @param chosen given what the user wants */
    public HeatMapQuestion(
            Messages messages, RegionTarget target, ModelInfo model, Consumer<HeatRequest> chosen, Runnable cancelled) {
        super(10);
        this.messages = messages;
        this.figures = new Figures(messages);
        this.target = target;
        this.model = model;
        this.bytesEach = HeatMapRun.bytesPerWindow(model);
        this.start = new Button(messages.get("heat.start"));
        setId("heat-question");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        getStylesheets().add(HeatMapQuestion.class.getResource("classify.css").toExternalForm());
        addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> { // a text field keeps Esc from the table of actions
                    if (event.getCode() == KeyCode.ESCAPE) {
                        event.consume();
                        cancelled.run();
                    }
                });
        lay(chosen, cancelled);
        propose();
        for (TextField field : new TextField[] {window, stride}) {
            field.setPrefWidth(FIELD_WIDTH);
            field.textProperty().addListener(observable -> update());
        }
        shown.valueProperty().addListener(observable -> update());
        update();
    }

    /** Once it is shown: the first field can be typed over. */
    public void begin() {
        window.requestFocus();
        window.selectAll();
    }

    private void lay(Consumer<HeatRequest> chosen, Runnable cancelled) {
        window.setId("heat-window");
        stride.setId("heat-stride");
        shown.setId("heat-class");
        forecast.setId("heat-forecast");
        refused.setId("heat-refused");
        start.setId("heat-start");
        start.setDefaultButton(true);
        start.setOnAction(event -> chosen.accept(request()));
        Button cancel = new Button(messages.get("classify.cancel"));
        cancel.setOnAction(event -> cancelled.run());
        HBox buttons = new HBox(10, cancel, start);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        for (Label label : new Label[] {enlarged, refused, forecast}) {
            label.visibleProperty().bind(label.textProperty().isNotEmpty());
            label.managedProperty().bind(label.visibleProperty());
        }
        getChildren()
                .addAll(
                        Facts.text(messages.get("heat.title", target.name()), "heading"),
                        Facts.text(messages.get(
                                "heat.model",
                                model.id(),
                                size(target.region().widthPx(), target.region().heightPx()),
                                size(model.input().widthPx(), model.input().heightPx()))),
                        questions(),
                        forecast,
                        Facts.text(messages.get("heat.each"), "hint"),
                        enlarged,
                        Facts.text(messages.get("heat.caution"), "warning-words"),
                        refused,
                        buttons);
    }

    private GridPane questions() {
        GridPane grid = new GridPane(10, 8);
        grid.addRow(0, named("heat.window", window), window);
        grid.addRow(1, named("heat.stride", stride), stride);
        grid.addRow(2, named("heat.class", shown), shown);
        return grid;
    }

    private Label named(String key, javafx.scene.Node field) {
        Label label = new Label(messages.get(key));
        label.setLabelFor(field);
        return label;
    }

    /** Half the region's shorter side; of two classes the second, which is the finding in the shipped models. */
    private void propose() {
        window.setText(String.valueOf(Math.max(1, shorter() / 2)));
        stride.setText(String.valueOf(halfOfWindow()));
        shown.getItems().setAll(model.classes());
        if (model.classes().size() == 2) {
            shown.getSelectionModel().select(1);
        }
        stride.textProperty().addListener(observable -> strideIsTheUsers |= !adapting);
        window.textProperty().addListener(observable -> {
            if (!strideIsTheUsers) {
                adapting = true;
                stride.setText(String.valueOf(halfOfWindow()));
                adapting = false;
            }
        });
    }

    private int halfOfWindow() {
        return Math.max(1, number(window) / 2);
    }

    private int shorter() {
        return Math.min(target.region().widthPx(), target.region().heightPx());
    }

    /** 0 for what is no number. */
    private static int number(TextField field) {
        String text = field.getText().strip();
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    private void update() {
        String why = refusal();
        refused.setText(why);
        start.setDisable(!why.isEmpty());
        boolean counted = why.isEmpty() || why.equals(messages.get("heat.refused.class"));
        forecast.setText(counted ? forecast(windows()) : "");
        enlarged.setText(
                number(window) < Math.max(model.input().widthPx(), model.input().heightPx())
                        ? messages.get("heat.enlarged")
                        : "");
    }

    private String refusal() {
        if (model.network().rules().classOnly()) {
            return messages.get("heat.refused.classOnly");
        }
        if (number(window) < 1 || number(window) > shorter()) {
            return messages.get("heat.refused.window", shorter());
        }
        if (number(stride) < 1 || number(stride) > number(window)) {
            return messages.get("heat.refused.stride", number(window));
        }
        long count = count(target.region().widthPx()) * count(target.region().heightPx());
        if (count > MOST_WINDOWS) {
            return messages.get("heat.refused.many", count, MOST_WINDOWS);
        }
        return shown.getValue() == null ? messages.get("heat.refused.class") : "";
    }

    private long count(int lengthPx) {
        return new SlidingWindows.Axis(lengthPx, number(window), number(stride)).count();
    }

    private SlidingWindows windows() {
        return new SlidingWindows(target.region(), number(window), number(window), number(stride));
    }

    private String forecast(SlidingWindows windows) {
        String count = messages.get("heat.forecast", windows.count());
        return bytesEach.isEmpty()
                ? count
                : messages.get(
                        "heat.forecast.bytes",
                        count,
                        figures.bytes(Math.round(bytesEach.getAsDouble() * windows.count())),
                        figures.bytes(Math.round(bytesEach.getAsDouble())));
    }

    private String size(int widthPx, int heightPx) {
        return messages.get("classify.figure.size", widthPx, heightPx);
    }

    private HeatRequest request() {
        return new HeatRequest(
                target.request(model.id()), windows(), shown.getSelectionModel().getSelectedIndex());
    }
}
