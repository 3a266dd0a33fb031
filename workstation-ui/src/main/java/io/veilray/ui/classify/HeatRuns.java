package io.veilray.ui.classify;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Makes heat maps in the background, one at a time, beside whatever else is classified. One that is cancelled is not
 * waited for, and nothing of it is kept. On the JavaFX thread only.
 */
public final class HeatRuns implements AutoCloseable {
    private final CloudConnection connection;
    private final Executor screen;
    private final ReadOnlyObjectWrapper<@Nullable HeatProgress> progress = new ReadOnlyObjectWrapper<>();
    private @Nullable Thread worker;

    public HeatRuns(CloudConnection connection) {
        this(connection, Platform::runLater);
    }

    HeatRuns(CloudConnection connection, Executor screen) {
        this.connection = connection;
        this.screen = screen;
    }

    /** How far it is; null while none is on its way. */
    public ReadOnlyObjectProperty<@Nullable HeatProgress> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /**
     * Of {@code found} and {@code failed} one is called, on the JavaFX thread, unless it is cancelled.
     *
     * @throws IllegalStateException if one is on its way
     */
    public void start(HeatRequest request, Consumer<HeatResult> found, Consumer<Failure> failed) {
        if (worker != null) {
            throw new IllegalStateException("a heat map is on its way already");
        }
        progress.set(HeatProgress.start(request.windows().count()));
        worker = Thread.ofPlatform()
                .daemon()
                .name("veilray-heat-map")
                .unstarted(new HeatWork(
                        request,
                        connection,
                        now -> ifWanted(() -> progress.set(now)),
                        result -> ifWanted(() -> ended(found, result)),
                        failure -> ifWanted(() -> ended(failed, failure))));
        worker.start();
    }

    /** Called on a worker. */
    private void ifWanted(Runnable what) {
        Thread from = Thread.currentThread();
        screen.execute(() -> {
            if (from == worker) {
                what.run();
            }
        });
    }

    private <T> void ended(Consumer<T> told, T what) {
        worker = null;
        progress.set(null);
        told.accept(what);
    }

    /** At once; false if none is on its way. */
    public boolean cancel() {
        if (worker == null) {
            return false;
        }
        worker.interrupt();
        worker = null;
        progress.set(null);
        return true;
    }

    @Override
    public void close() {
        cancel();
    }
}
