package io.veilray.ui.classify;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/** One region on its way to a result. On the JavaFX thread only, but for whom it turned to. */
public final class ClassifyJob {
    private final ClassifyRequest request;
    private final ReadOnlyObjectWrapper<JobState> state = new ReadOnlyObjectWrapper<>(JobState.SCHEDULED);
    private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.WAITING);
    private final ReadOnlyObjectWrapper<Duration> elapsed = new ReadOnlyObjectWrapper<>(Duration.ZERO);
    private final ReadOnlyObjectWrapper<OptionalDouble> secondsLeft =
            new ReadOnlyObjectWrapper<>(OptionalDouble.empty());
    private final NavigableMap<Double, Double> reachedAt = new TreeMap<>();
    private Optional<Failure> failure = Optional.empty();
    private Optional<ClassifyResult> result = Optional.empty();
    private Runnable onEnd = () -> {};
    private long startNanos;
    private @Nullable Thread worker;
    private volatile @Nullable Contact contact; // set by the worker

    ClassifyJob(ClassifyRequest request) {
        this.request = request;
    }

    public ClassifyRequest request() {
        return request;
    }

    public ReadOnlyObjectProperty<JobState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public JobState state() {
        return state.get();
    }

    public ReadOnlyObjectProperty<Step> stepProperty() {
        return step.getReadOnlyProperty();
    }

    /** Time since the job was started, until it ended; moves several times a second. */
    public ReadOnlyObjectProperty<Duration> elapsedProperty() {
        return elapsed.getReadOnlyProperty();
    }

    /** What the last job of the same kind suggests; empty if there was none. */
    public ReadOnlyObjectProperty<OptionalDouble> secondsLeftProperty() {
        return secondsLeft.getReadOnlyProperty();
    }

    /** Why it failed, if it has. */
    public Optional<Failure> failure() {
        return failure;
    }

    /** What came of it, once completed. */
    public Optional<ClassifyResult> result() {
        return result;
    }

    /** Whom it turned to; empty as long as it has not. */
    public Optional<Contact> contact() {
        return Optional.ofNullable(contact);
    }

    void contacted(Contact whom) {
        contact = whom;
    }

    /** Ends the job at once, in whatever state it is; whatever its worker still finds out is dropped. */
    public void cancel() {
        end(JobState.CANCELED);
    }

    /** @param onEnd called once, when the state has become final */
    void start(Thread newWorker, Runnable onEnd) {
        this.onEnd = onEnd;
        worker = newWorker;
        startNanos = System.nanoTime();
        reachedAt.put(0.0, 0.0);
        state.set(JobState.IN_PROGRESS);
        newWorker.start();
    }

    void tick() {
        if (state() == JobState.IN_PROGRESS) {
            elapsed.set(Duration.ofNanos(System.nanoTime() - startNanos));
        }
    }

    void tick(PastTimes past) {
        tick();
        double progress = step.get().progress();
        double there = seconds() - reachedAt.getOrDefault(progress, 0.0);
        secondsLeft.set(contact()
                .map(with -> past.secondsLeft(course(with), progress, there))
                .orElse(OptionalDouble.empty()));
    }

    private double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    /** Leaves its times behind for the next one. */
    void remember(PastTimes past) {
        contact().ifPresent(with -> past.completed(course(with), reachedAt));
    }

    private PastTimes.Course course(Contact with) {
        return new PastTimes.Course(request.modelId(), with.target(), step.get().prepared());
    }

    void reached(Step now) {
        if (state() == JobState.IN_PROGRESS) {
            step.set(now);
            reachedAt.putIfAbsent(now.progress(), seconds());
        }
    }

    void completed(ClassifyResult found) {
        if (!state().isFinal()) {
            result = Optional.of(found);
            reached(Step.done(found.preparedBefore()));
            end(JobState.COMPLETED);
        }
    }

    void failed(Failure why) {
        if (!state().isFinal()) {
            failure = Optional.of(why);
            end(why.cause() == Failure.Cause.CANCELLED ? JobState.CANCELED : JobState.FAILED);
        }
    }

    private void end(JobState last) {
        if (state().isFinal()) {
            return;
        }
        tick();
        if (worker != null && last == JobState.CANCELED) {
            worker.interrupt();
        }
        worker = null;
        state.set(last);
        onEnd.run();
    }
}
