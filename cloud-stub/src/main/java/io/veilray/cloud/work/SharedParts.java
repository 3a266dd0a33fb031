package io.veilray.cloud.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Parts of one computation that threads take as they come. Late helpers find nothing to do. */
final class SharedParts {
    private final int count;
    private final IntConsumer part;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch unfinished;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    SharedParts(int count, IntConsumer part) {
        this.count = count;
        this.part = part;
        this.unfinished = new CountDownLatch(count);
    }

    /** Runs parts until none is left to begin. */
    void help() {
        for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            try {
                part.accept(i);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                unfinished.countDown();
            }
        }
    }

    /** Waits for the parts that others took; an interrupt is kept for later, since parts use the caller's arrays. */
    void await() {
        boolean interrupted = false;
        while (unfinished.getCount() > 0) {
            try {
                unfinished.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow(failure.get());
    }

    private static void rethrow(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown != null) {
            throw (RuntimeException) thrown;
        }
    }
}
