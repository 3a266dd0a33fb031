package io.veilray.ui.viewer;

import io.veilray.ui.scan.Scan;
import io.veilray.ui.scan.ScanException;
import io.veilray.ui.scan.Series;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Decodes slices off the JavaFX thread. Only the newest wish counts: one that was overtaken is dropped before it is
 * decoded. After a slice its neighbours in the direction of scrolling are decoded too.
 */
final class SliceLoader implements AutoCloseable {
    private static final int AHEAD = 3;
    /** Slices up to this size are made ready on the spot, which takes about a millisecond. */
    private static final int SMALL_PX = 1 << 20;

    /** A slice that is ready to be painted, or why it is not. */
    record Loaded(Series series, int index, Optional<Pyramid> pyramid, String problem) {}

    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("veilray-slices").factory());
    private final Consumer<Loaded> show;
    private volatile long newest;

    /** @param show called on the JavaFX thread with the newest wish only */
    SliceLoader(Consumer<Loaded> show) {
        this.show = show;
    }

    /** On the JavaFX thread. A small slice in memory is shown at once. */
    void load(Series series, int index, int direction) {
        long wish = ++newest;
        Optional<Scan> ready = series.cachedScan(index).filter(SliceLoader::isSmall);
        if (ready.isPresent()) {
            show.accept(new Loaded(series, index, Optional.of(new Pyramid(ready.get())), ""));
        } else {
            worker.execute(() -> decode(series, index, wish));
        }
        worker.execute(() -> ahead(series, index, direction, wish));
    }

    private static boolean isSmall(Scan scan) {
        return (long) scan.slice().widthPx() * scan.slice().heightPx() <= SMALL_PX;
    }

    private void decode(Series series, int index, long wish) {
        if (wish != newest) {
            return;
        }
        Loaded loaded = loaded(series, index);
        Platform.runLater(() -> {
            if (wish == newest) {
                show.accept(loaded);
            }
        });
    }

    private static Loaded loaded(Series series, int index) {
        try {
            return new Loaded(series, index, Optional.of(new Pyramid(series.scan(index))), "");
        } catch (ScanException e) {
            return new Loaded(series, index, Optional.empty(), e.getMessage());
        } catch (OutOfMemoryError e) {
            return new Loaded(
                    series, index, Optional.empty(), "The slice does not fit into memory: set VEILRAY_OPTS=-Xmx4g.");
        }
    }

    private void ahead(Series series, int index, int direction, long wish) {
        for (int step = 1; step <= AHEAD && wish == newest; step++) {
            int next = index + step * direction;
            if (next < 0 || next >= series.slices()) {
                return;
            }
            try {
                series.slice(next);
            } catch (ScanException | OutOfMemoryError e) {
                return; // told when the user comes to it
            }
        }
    }

    @Override
    public void close() {
        newest++;
        worker.shutdownNow();
    }
}
