package io.veilray.ui.classify;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Does things on the JavaFX thread and waits for things to happen there. */
final class Fx {
    private static final int SECONDS = 60;

    private Fx() {}

    static void start() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    static <T> T get(Callable<T> what) {
        try {
            return WaitForAsyncUtils.asyncFx(what).get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    static void run(Runnable what) {
        get(() -> {
            what.run();
            return null;
        });
    }

    /** Looks on the JavaFX thread until it is so. */
    static void await(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(SECONDS, TimeUnit.SECONDS, () -> get(condition));
        } catch (TimeoutException e) {
            throw new AssertionError("did not happen in " + SECONDS + " s", e);
        }
    }
}
