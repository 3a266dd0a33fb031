package io.veilray.ui.tool;

import io.veilray.region.Slice;
import io.veilray.ui.text.Messages;
import java.text.NumberFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.util.Subscription;

/**
 * How often each value stands in the selected region, also while it is drawn or changed; not there without a region.
 * Counted off the JavaFX thread, one region at a time.
 */
public final class HistogramPane extends VBox {
    private static final double HEIGHT_PX = 44;
    private static final Executor WORKER =
            task -> Thread.ofVirtual().name("veilray-histogram").start(task);

    private final DrawingBoard board;
    private final Messages messages;
    private final Pane bars = new Pane();
    private final Label low = new Label();
    private final Label high = new Label();
    private Subscription selection = Subscription.EMPTY;
    private Optional<Counted> wanted = Optional.empty();
    private boolean working;
    private Optional<Histogram> shown = Optional.empty();

    private record Counted(Slice slice, Outline outline) {}

    public HistogramPane(DrawingBoard board, Messages messages) {
        this.board = board;
        this.messages = messages;
        Pane gap = new Pane();
        HBox.setHgrow(gap, Priority.ALWAYS);
        bars.setMinHeight(HEIGHT_PX);
        bars.setPrefHeight(HEIGHT_PX);
        bars.widthProperty().addListener(changed -> paint());
        low.getStyleClass().add("hint");
        high.getStyleClass().add("hint");
        setId("histogram");
        setPadding(new Insets(6, 10, 0, 10));
        getChildren().addAll(bars, new HBox(low, gap, high));
        managedProperty().bind(visibleProperty());
        board.drawingProperty().subscribe(this::follow);
        board.sliceProperty().subscribe(this::changed);
        board.draftProperty().subscribe(this::changed);
    }

    private void follow(Drawing drawing) {
        selection.unsubscribe();
        selection = drawing == null
                ? Subscription.EMPTY
                : drawing.selectedProperty().subscribe(this::changed);
        changed();
    }

    private void changed() {
        wanted = outline().map(outline -> new Counted(board.pixels(), outline));
        if (wanted.isEmpty()) {
            show(Optional.empty());
        } else if (!working) {
            count(wanted.get());
        }
    }

    /** What is being drawn, or else what is selected. */
    private Optional<Outline> outline() {
        return Optional.ofNullable(board.draftProperty().get())
                .flatMap(Draft::figure)
                .or(() -> board.selectedHere().map(Mark::figure))
                .filter(figure -> board.ready() && figure instanceof Outline)
                .map(Outline.class::cast);
    }

    private void count(Counted of) {
        working = true;
        CompletableFuture.supplyAsync(() -> RegionStatistics.of(of.slice(), of.outline(), Optional.empty(), ""), WORKER)
                .whenComplete((numbers, problem) -> Platform.runLater(() -> {
                    working = false;
                    if (wanted.isPresent()) {
                        show(problem == null ? numbers.map(RegionStatistics::histogram) : Optional.empty());
                        wanted.filter(now -> !now.equals(of)).ifPresent(this::count);
                    }
                }));
    }

    private void show(Optional<Histogram> counted) {
        shown = counted;
        setVisible(counted.isPresent());
        counted.ifPresent(of -> {
            low.setText(number(of.low()));
            high.setText(number(of.high()));
            setAccessibleText(messages.get("tool.histogram", low.getText(), high.getText()));
        });
        paint();
    }

    private String number(double value) {
        NumberFormat format = NumberFormat.getInstance(messages.locale());
        format.setMaximumFractionDigits(Math.abs(value) < 10 ? 2 : 0);
        return format.format(value);
    }

    /** Heights by the square root of the counts, so that rare values show beside frequent ones. */
    private void paint() {
        bars.getChildren().clear();
        shown.ifPresent(histogram -> {
            int bins = histogram.counts().size();
            double most = histogram.counts().stream().mapToInt(i -> i).max().orElse(1);
            double width = bars.getWidth() / bins;
            for (int i = 0; i < bins; i++) {
                double height = HEIGHT_PX * Math.sqrt(histogram.counts().get(i) / most);
                Rectangle bar = new Rectangle(i * width, HEIGHT_PX - height, Math.max(1, width - 0.5), height);
                bar.getStyleClass().add("histogram-bar");
                bars.getChildren().add(bar);
            }
        });
    }
}
