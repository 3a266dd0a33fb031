package io.veilray.client;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NetworkCost;
import io.veilray.region.Patch;
import io.veilray.region.PatchMaker;
import io.veilray.region.Slice;
import io.veilray.region.SlidingWindows;
import io.veilray.result.Classification;
import io.veilray.result.HeatMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Classifies every window over a region, each as a private classification of its own on a fresh ticket, a few at once.
 *
 * <p>A window that fails for a passing reason gets one more try on a fresh ticket after a pause, no shorter than the server
 * asks for; one that it asks to wait for more than a minute does not. If it fails again the run ends: all windows go to the same server, so the next would fail too, and a map that lacks windows in its midst would be
 * read as a whole one. What was done so far is given back beside the failure, so that it can be shown as the part it is.
 */
public final class HeatMapRun {
    /** Windows on their way at once: one waits for the network while the other computes. */
    public static final int IN_FLIGHT = 2;

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Waits before a second try. */
    @FunctionalInterface
    interface Waiting {
        void pass(Duration time) throws InterruptedException;
    }

    /** What classifies one window, such as {@link PrivateClassifier#classify}; called from several threads. */
    @FunctionalInterface
    public interface Classifier {
        Classification classify(Patch patch, String modelId, Progress progress) throws CloudException;
    }

    /** Told after every window, on the thread that called {@link #run}. */
    @FunctionalInterface
    public interface Watcher {
        void report(int done, int total, Classification latest);
    }

    /**
     * @param map complete if there is no failure
     * @param secondTries windows that failed once; what the first try cost is in no answer
     * @param failure what ended the run early
     */
    public record Outcome(HeatMap map, int secondTries, Optional<CloudException> failure) {}

    private record Answer(int index, Classification result) {}

    private final Classifier classifier;
    private final ModelInfo model;
    private final int inFlight;
    private final Duration pause;
    private final Waiting waiting;

    public HeatMapRun(Classifier classifier, ModelInfo model) {
        this(classifier, model, IN_FLIGHT, PAUSE);
    }

    /** @param pause before the second try of a window, if the server asks for no longer one */
    public HeatMapRun(Classifier classifier, ModelInfo model, int inFlight, Duration pause) {
        this(classifier, model, inFlight, pause, Thread::sleep);
    }

    HeatMapRun(Classifier classifier, ModelInfo model, int inFlight, Duration pause, Waiting waiting) {
        if (inFlight < 1 || inFlight > 64) {
            throw new IllegalArgumentException(inFlight + " windows at once: must be from 1 to 64");
        }
        if (model.network().rules().classOnly()) {
            throw new IllegalArgumentException(HeatMap.needsProbabilities(model.id()));
        }
        this.classifier = classifier;
        this.model = model;
        this.inFlight = inFlight;
        this.pause = pause;
        this.waiting = waiting;
    }

    /**
     * Blocks until all is done, the first window alone. Interrupting the thread cancels the windows on their way, which
     * destroys their tickets, and waits for them; no thread is left behind.
     *
     * @throws CloudException if the run was cancelled
     */
    public Outcome run(Slice slice, SlidingWindows windows, Watcher watcher) throws CloudException {
        windows.region().requireWithin(slice.widthPx(), slice.heightPx());
        Job job = new Job(slice, windows, watcher);
        Optional<CloudException> failure = Optional.empty();
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(inFlight, windows.count()), threads())) {
            try {
                job.work(pool);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CloudException(Reason.CANCELLED, "the heat map was cancelled", e);
            } catch (CloudException e) {
                failure = Optional.of(e);
            } finally {
                pool.shutdownNow(); // closing the pool waits for the windows that this interrupts
            }
        }
        if (failure.isPresent() && failure.get().reason() == Reason.CANCELLED) {
            throw failure.get();
        }
        job.takeFinished();
        return new Outcome(new HeatMap(windows, model.classes(), job.answers), job.secondTries.get(), failure);
    }

    /** Both ways for one window, its ticket included; empty if the network cannot be packed, which a run says better. */
    public static OptionalDouble bytesPerWindow(ModelInfo model) {
        try {
            return OptionalDouble.of(NetworkCost.of(model.network()).totalBytes());
        } catch (IllegalArgumentException e) {
            return OptionalDouble.empty();
        }
    }

    private static ThreadFactory threads() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "heat-map-window-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** One run; only its {@link #classify} is called from the pool. */
    private final class Job {
        private final Slice slice;
        private final SlidingWindows windows;
        private final Watcher watcher;
        private final List<Optional<Classification>> answers;
        private final AtomicInteger secondTries = new AtomicInteger();
        private CompletionService<Answer> finished;
        private int done;

        Job(Slice slice, SlidingWindows windows, Watcher watcher) {
            this.slice = slice;
            this.windows = windows;
            this.watcher = watcher;
            this.answers = new ArrayList<>(Collections.nCopies(windows.count(), Optional.empty()));
        }

        void work(ExecutorService pool) throws CloudException, InterruptedException {
            finished = new ExecutorCompletionService<>(pool);
            submit(0);
            take(finished.take());
            for (int i = 1; i < windows.count(); i++) {
                submit(i);
            }
            while (done < windows.count()) {
                take(finished.take());
            }
        }

        private void submit(int index) {
            finished.submit(() -> new Answer(index, classify(index)));
        }

        private void take(Future<Answer> window) throws CloudException, InterruptedException {
            try {
                Answer answer = window.get();
                answers.set(answer.index(), Optional.of(answer.result()));
                watcher.report(++done, windows.count(), answer.result());
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            }
        }

        private CloudException failure(Throwable cause) {
            return switch (cause) {
                case CloudException failure -> failure;
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                default -> new CloudException(Reason.CANCELLED, "the heat map was cancelled", cause);
            };
        }

        /** After a failure: other windows may have been answered meanwhile. */
        void takeFinished() {
            for (Future<Answer> next = finished.poll(); next != null; next = finished.poll()) {
                if (next.state() == Future.State.SUCCESS) {
                    answers.set(
                            next.resultNow().index(),
                            Optional.of(next.resultNow().result()));
                }
            }
        }

        private Classification classify(int index) throws CloudException, InterruptedException {
            Patch patch = PatchMaker.cut(slice, windows.window(index), model.input());
            Duration before;
            try {
                return classifier.classify(patch, model.id(), Progress.NONE);
            } catch (CloudException e) {
                before = e.retryAfter()
                        .filter(asked -> asked.compareTo(pause) > 0)
                        .orElse(pause);
                if (!passes(e.reason()) || before.compareTo(LONGEST_PAUSE) > 0) {
                    throw e;
                }
            }
            secondTries.incrementAndGet();
            waiting.pass(before);
            return classifier.classify(patch, model.id(), Progress.NONE);
        }
    }

    /** A broken protocol is left to a person to judge, although a fresh try would be safe. */
    private static boolean passes(Reason reason) {
        return reason.freshTrySafe() && reason != Reason.CANCELLED && reason != Reason.PROTOCOL;
    }
}
