package io.veilray.imagej.cloud;

import ij.IJ;
import io.veilray.client.HeatMapRun;
import io.veilray.client.Stage;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One classification that the calling thread waits for, with ImageJ's progress bar and its Esc key. */
public final class WatchedRun {
    private static final int LOOK_EVERY_MILLIS = 50;

    /** Where the bar stands when a stage begins; without a ticket ready the stages take about these shares of the time. */
    private static final Map<Stage, Double> BEGINS = Map.of(
            Stage.CONNECTING, 0.0, Stage.ENCRYPTING, 0.05, Stage.PREPARING, 0.3, Stage.ROUND, 0.75, Stage.DONE, 1.0);

    /** @param ready whether no ticket had to be made, so that the rounds are nearly all of the time */
    private record Reached(Stage stage, int done, int total, boolean ready) {
        double begins() {
            return stage == Stage.ROUND && ready ? BEGINS.get(Stage.ENCRYPTING) : BEGINS.get(stage);
        }

        Reached next(Stage now, int nowDone, int nowTotal) {
            boolean made = now == Stage.ENCRYPTING || now == Stage.PREPARING;
            return new Reached(now, nowDone, nowTotal, ready && !made);
        }
    }

    private final HeatMapRun.Classifier classifier;
    private final String caption;
    private volatile Reached reached = new Reached(Stage.CONNECTING, 0, 1, true);

    /** @param caption what the status line says first, such as the image's title */
    public WatchedRun(HeatMapRun.Classifier classifier, String caption) {
        this.classifier = classifier;
        this.caption = caption;
    }

    /**
     * Blocks until the answer is there. Esc cancels, which destroys the ticket and tells the server.
     *
     * @throws CloudException also with {@link Reason#CANCELLED}
     */
    public Classification classify(Patch patch, String modelId) throws CloudException {
        FutureTask<Classification> task = new FutureTask<>(() -> classifier.classify(
                patch, modelId, (stage, done, total) -> reached = reached.next(stage, done, total)));
        Thread thread = new Thread(task, "veilray-classify");
        thread.setDaemon(true);
        thread.start();
        try {
            return wait(task, thread);
        } finally {
            IJ.showProgress(1);
            IJ.showStatus("");
        }
    }

    private Classification wait(FutureTask<Classification> task, Thread thread) throws CloudException {
        boolean cancelled = false;
        while (true) {
            try {
                Classification result = task.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                if (cancelled) {
                    throw new CloudException(Reason.CANCELLED, "the classification was cancelled");
                }
                return result;
            } catch (TimeoutException e) {
                show();
                if (!cancelled && IJ.escapePressed()) {
                    cancelled = true;
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                cancelled = true;
                thread.interrupt();
            } catch (ExecutionException e) {
                throw unwrapped(e.getCause());
            }
        }
    }

    private void show() {
        Reached now = reached;
        double from = now.begins();
        double to = now.stage() == Stage.DONE
                ? 1
                : BEGINS.get(Stage.values()[now.stage().ordinal() + 1]);
        IJ.showProgress(from + (to - from) * now.done() / Math.max(1, now.total()));
        IJ.showStatus(caption + ": " + now.stage().words() + " " + now.done() + " of " + now.total()
                + (now.stage() == Stage.ROUND && now.ready() ? " (prepared before)" : ""));
    }

    private static CloudException unwrapped(Throwable cause) {
        if (cause instanceof CloudException e) {
            return e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException(cause);
    }
}
