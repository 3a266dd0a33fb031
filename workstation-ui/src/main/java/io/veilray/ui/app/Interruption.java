package io.veilray.ui.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C end a command in good order: the working thread is interrupted, which cancels a classification and stops a
 * server, and gets a few seconds to tell the other side and drop its keys.
 */
final class Interruption {
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch over = new CountDownLatch(1);

    private Interruption() {}

    static Interruption ofThisThread() {
        Interruption interruption = new Interruption();
        Thread worker = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.stop(worker), "interruption"));
        return interruption;
    }

    /** To be called before the process ends by itself. */
    void over() {
        over.countDown();
    }

    private void stop(Thread worker) {
        if (over.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
