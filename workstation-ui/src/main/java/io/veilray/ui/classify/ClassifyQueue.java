package io.veilray.ui.classify;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Duration;

/**
 * Runs jobs one after another in the background. However a job ends, the next one starts; one that is cancelled is not
 * waited for. On the JavaFX thread only.
 */
public final class ClassifyQueue implements AutoCloseable {
    private static final Duration TICK = Duration.millis(100);

    private final CloudConnection connection;
    private final Executor screen;
    private final ObservableList<ClassifyJob> jobs = FXCollections.observableArrayList();
    private final ObservableList<ClassifyJob> shown = FXCollections.unmodifiableObservableList(jobs);
    private final Timeline clock =
            new Timeline(new KeyFrame(TICK, event -> running().ifPresent(this::tick)));
    private Consumer<ClassifyResult> onResult = result -> {};
    private Consumer<ClassifyJob> onEnd = job -> {};
    private final PastTimes past = new PastTimes();
    private boolean closed;

    public ClassifyQueue(CloudConnection connection) {
        this(connection, Platform::runLater);
    }

    ClassifyQueue(CloudConnection connection, Executor screen) {
        this.connection = connection;
        this.screen = screen;
        clock.setCycleCount(Animation.INDEFINITE);
    }

    /** Jobs that wait, run or have failed, in the order they were asked for; others leave the list as they end. */
    public ObservableList<ClassifyJob> jobs() {
        return shown;
    }

    /** The job that runs now. */
    public Optional<ClassifyJob> running() {
        return jobs.stream().filter(job -> job.state() == JobState.IN_PROGRESS).findFirst();
    }

    /** @param listener given each result on the JavaFX thread */
    public void onResult(Consumer<ClassifyResult> listener) {
        onResult = listener;
    }

    /** @param listener given each job that has ended, however it did, on the JavaFX thread and before its result */
    public void onEnd(Consumer<ClassifyJob> listener) {
        onEnd = listener;
    }

    /** Puts a job at the end. */
    public ClassifyJob submit(ClassifyRequest request) {
        ClassifyJob job = new ClassifyJob(request);
        if (closed) {
            job.cancel();
            return job;
        }
        job.stateProperty().addListener((property, before, now) -> changed(job, now));
        jobs.add(job);
        startNext();
        return job;
    }

    /** Submits a failed job's request anew; a fresh try uses a fresh ticket. */
    public ClassifyJob retry(ClassifyJob failed) {
        dismiss(failed);
        return submit(failed.request());
    }

    /** Takes a job that has failed off the list. */
    public void dismiss(ClassifyJob failed) {
        if (failed.state().isFinal()) {
            jobs.remove(failed);
        }
    }

    /** Cancels the running job, or else the one that has waited longest; false if there is none. */
    public boolean cancelCurrent() {
        Optional<ClassifyJob> current = running().or(this::waiting);
        current.ifPresent(ClassifyJob::cancel);
        return current.isPresent();
    }

    private Optional<ClassifyJob> waiting() {
        return jobs.stream().filter(job -> job.state() == JobState.SCHEDULED).findFirst();
    }

    private void tick(ClassifyJob job) {
        job.tick(past);
    }

    private void changed(ClassifyJob job, JobState now) {
        if (now == JobState.COMPLETED) {
            job.remember(past);
        }
        if (now == JobState.COMPLETED || now == JobState.CANCELED) {
            jobs.remove(job);
        }
        if (now.isFinal()) {
            onEnd.accept(job);
            job.result().ifPresent(onResult);
        }
    }

    private void startNext() {
        if (closed || running().isPresent()) {
            return;
        }
        waiting().ifPresentOrElse(this::start, clock::stop);
    }

    private void start(ClassifyJob job) {
        ClassifyWork work = new ClassifyWork(job, connection, screen);
        Thread worker = Thread.ofPlatform().daemon().name("veilray-classify").unstarted(work);
        clock.play();
        job.start(worker, this::startNext);
    }

    /** Cancels every job; nothing starts any more. The connection is the caller's to close. */
    @Override
    public void close() {
        closed = true;
        clock.stop();
        List.copyOf(jobs).forEach(ClassifyJob::cancel);
        jobs.clear();
    }
}
