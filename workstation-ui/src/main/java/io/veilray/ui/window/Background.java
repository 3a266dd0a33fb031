package io.veilray.ui.window;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javafx.application.Platform;

/** Does the window's work on files, one after the other, off the JavaFX thread. */
final class Background implements AutoCloseable {
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("veilray-files").factory());

    /** @param done and {@code failed} are called on the JavaFX thread */
    <T> Future<?> run(Callable<T> work, Consumer<T> done, Consumer<Exception> failed) {
        return worker.submit(() -> {
            try {
                T result = work.call();
                Platform.runLater(() -> done.accept(result));
            } catch (InterruptedException e) {
                // cancelled by the user, who knows
            } catch (Exception e) {
                Platform.runLater(() -> failed.accept(e));
            } catch (OutOfMemoryError e) { // of one file; the window must hear of it, or would wait for ever
                Platform.runLater(() -> failed.accept(new IOException(e)));
            }
        });
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
