package io.veilray.ui.viewer;

import io.veilray.region.Slice;
import io.veilray.ui.scan.Scan;
import io.veilray.ui.scan.ScanException;
import io.veilray.ui.scan.Series;
import io.veilray.ui.text.Messages;
import io.veilray.ui.theme.TextSize;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/** The opened series with a picture of their middle slice each. Pictures are made in the background, one after the other. */
public final class SeriesList extends ListView<Series> implements AutoCloseable {
    private static final int THUMB_PX = 88;
    /** Three lines of a title. */
    private static final double ROW_PX = 68;

    private final Map<Series, Image> thumbs = new WeakHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("veilray-thumbnails").factory());

    private final SeriesPicking picking = new SeriesPicking(this);

    /** @param series shown as they are, in their order */
    public SeriesList(ObservableList<Series> series, Messages messages) {
        super(series);
        setAccessibleText(messages.get("viewer.series"));
        setPlaceholder(placeholder(messages.get("viewer.noSeries")));
        setCellFactory(view -> new Cell());
    }

    /** @param open given the series that the user picks: by a click, Enter or the keys that move the selection */
    public void onPicked(Consumer<Series> open) {
        picking.onPicked(open);
    }

    /** Selects a series that is shown already, or none for null. */
    public void follow(Series shown) {
        picking.follow(shown);
    }

    /** The series that was dragged out of the list, for where it is let go. */
    public Optional<Series> drop() {
        return picking.drop();
    }

    private static Label placeholder(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setPadding(new Insets(12));
        label.getStyleClass().add("hint");
        return label;
    }

    private void makeThumb(Series series) {
        if (thumbs.putIfAbsent(series, new WritableImage(THUMB_PX, THUMB_PX)) != null) {
            return;
        }
        worker.execute(() -> {
            try {
                Image thumb = thumb(series.scan(series.slices() / 2));
                Platform.runLater(() -> {
                    thumbs.put(series, thumb);
                    refresh();
                });
            } catch (ScanException e) {
                // the viewport tells why when the series is chosen
            }
        });
    }

    private static Image thumb(Scan scan) {
        Slice slice = scan.slice();
        Optional<int[]> colours = scan.appearance().colours();
        ToneTable tones = new ToneTable(slice.window(), scan.appearance().curve(), slice.inverted());
        double scale = Math.max(slice.widthPx(), slice.heightPx()) / (double) THUMB_PX;
        int width = Math.max(1, (int) (slice.widthPx() / scale));
        int height = Math.max(1, (int) (slice.heightPx() / scale));
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int x = Math.min(slice.widthPx() - 1, (int) ((i % width + 0.5) * scale));
            int y = Math.min(slice.heightPx() - 1, (int) ((i / width + 0.5) * scale));
            pixels[i] = colours.isPresent() ? colours.get()[y * slice.widthPx() + x] : tones.gray(slice.value(x, y));
        }
        WritableImage image = new WritableImage(width, height);
        image.getPixelWriter().setPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        return image;
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }

    private final class Cell extends ListCell<Series> {
        private final ImageView picture = new ImageView();

        Cell() {
            setWrapText(true);
            setPrefWidth(0); // as wide as the list, never wider
            prefHeightProperty().bind(TextSize.length(ROW_PX));
            setGraphicTextGap(10);
            picture.setFitWidth(THUMB_PX / 2.0);
            picture.setFitHeight(THUMB_PX / 2.0);
            picture.setPreserveRatio(true);
        }

        @Override
        protected void updateItem(Series series, boolean empty) {
            super.updateItem(series, empty);
            if (empty || series == null) {
                setText(null);
                setGraphic(null);
                setTooltip(null);
            } else {
                makeThumb(series);
                picture.setImage(thumbs.get(series));
                setText(series.title());
                setTooltip(new Tooltip(series.title()));
                setGraphic(picture);
            }
        }
    }
}
