package io.veilray.ui.window;

import io.veilray.audit.AuditEntry;
import io.veilray.audit.AuditTrail;
import io.veilray.audit.RequestNumber;
import io.veilray.audit.Reviewed;
import io.veilray.audit.Sent;
import io.veilray.result.Classification;
import io.veilray.ui.classify.ClassifyJob;
import io.veilray.ui.classify.ClassifyResult;
import io.veilray.ui.classify.CloudTarget;
import io.veilray.ui.classify.Contact;
import io.veilray.ui.classify.Failure;
import io.veilray.ui.classify.HeatRequest;
import io.veilray.ui.classify.HeatResult;
import io.veilray.ui.classify.JobState;
import io.veilray.ui.classify.Review;
import io.veilray.ui.classify.TlsIdentity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Writes the audit trail: an entry for each job or heat map that has ended and for each verdict. Called on the JavaFX thread, writes
 * off it. Entries that cannot be written are kept while the window is open and written with the next; the user is told,
 * and classifying goes on, as what was sent is sent.
 */
final class AuditRecorder implements AutoCloseable {
    private static final long LAST_ENTRIES_SECONDS = 3;
    /** Stands for the step reached, as a heat map has no single one. */
    private static final String HEAT_MAP = "heat-map";

    private final AuditTrail trail;
    private final Consumer<String> problem;
    private final Deque<AuditEntry> unwritten = new ArrayDeque<>(); // on the writer only
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("veilray-audit").factory());

    /** @param problem told on the JavaFX thread why an entry could not be written */
    AuditRecorder(AuditTrail trail, Consumer<String> problem) {
        this.trail = trail;
        this.problem = problem;
    }

    AuditTrail trail() {
        return trail;
    }

    /** Takes note of a job that has ended, and from now on of what the user thinks of its result. */
    void ended(ClassifyJob job) {
        RequestNumber number = RequestNumber.random();
        write(entry(job, number));
        job.result().ifPresent(result -> result.reviewProperty()
                .addListener((property, before, now) -> reviewed(number, before, now)));
    }

    /** Takes note of a heat map: one entry for all its windows. */
    void heatMap(HeatResult result) {
        Classification one = result.map().examined().getFirst();
        write(new Sent(
                Instant.now(),
                RequestNumber.random(),
                server(result.server()),
                Optional.empty(),
                one.model(),
                Optional.of(one.modelVersion()),
                Optional.of(one.mode()),
                HEAT_MAP,
                Optional.of(sum(result.map().examined())),
                result.failure().isPresent() ? Sent.Outcome.FAILED : Sent.Outcome.COMPLETED,
                result.failure().map(failure -> word(failure.cause()))));
    }

    /** Takes note of a heat map that came to nothing; what had gone until then was not counted. */
    void noHeatMap(HeatRequest request, CloudTarget target, Optional<Failure> why) {
        write(new Sent(
                Instant.now(),
                RequestNumber.random(),
                server(target),
                Optional.empty(),
                request.of().modelId(),
                Optional.empty(),
                Optional.empty(),
                HEAT_MAP,
                Optional.empty(),
                why.isPresent() ? Sent.Outcome.FAILED : Sent.Outcome.CANCELED,
                why.map(failure -> word(failure.cause()))));
    }

    private static Sent.Amounts sum(List<Classification> windows) {
        return new Sent.Amounts(
                windows.stream().mapToLong(Classification::bytesUp).sum(),
                windows.stream().mapToLong(Classification::bytesDown).sum(),
                windows.stream().mapToLong(Classification::bytesOffline).sum(),
                windows.stream().mapToInt(Classification::rounds).sum());
    }

    private void reviewed(RequestNumber number, Review before, Review now) {
        if (before.verdict() != now.verdict()) {
            Reviewed.Verdict verdict =
                    switch (now.verdict()) {
                        case ACCEPTED -> Reviewed.Verdict.ACCEPTED;
                        case REJECTED -> Reviewed.Verdict.REJECTED;
                        case UNVERIFIED -> Reviewed.Verdict.WITHDRAWN;
                    };
            write(new Reviewed(Instant.now(), number, verdict));
        }
    }

    private static Sent entry(ClassifyJob job, RequestNumber number) {
        Optional<Contact> contact = job.contact();
        return new Sent(
                Instant.now(),
                number,
                contact.map(Contact::target).map(AuditRecorder::server).orElse(Sent.NOBODY),
                contact.flatMap(Contact::identity).map(TlsIdentity::fingerprint),
                job.request().modelId(),
                contact.flatMap(Contact::model).map(model -> model.version()),
                contact.flatMap(Contact::model)
                        .map(model -> model.network().mode().word()),
                word(job.stepProperty().get().kind()),
                job.result().map(ClassifyResult::classification).map(AuditRecorder::amounts),
                outcome(job.state()),
                job.failure().filter(f -> job.state() == JobState.FAILED).map(failure -> word(failure.cause())));
    }

    private static String server(CloudTarget target) {
        return target.isLocal() ? Sent.LOCAL : target.address();
    }

    private static Sent.Amounts amounts(Classification sent) {
        return new Sent.Amounts(sent.bytesUp(), sent.bytesDown(), sent.bytesOffline(), sent.rounds());
    }

    private static Sent.Outcome outcome(JobState last) {
        return switch (last) {
            case COMPLETED -> Sent.Outcome.COMPLETED;
            case FAILED -> Sent.Outcome.FAILED;
            default -> Sent.Outcome.CANCELED;
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void write(AuditEntry entry) {
        try {
            writer.execute(() -> {
                unwritten.add(entry);
                writeAll();
            });
        } catch (RejectedExecutionException e) {
            // the window has been closed
        }
    }

    private void writeAll() {
        try {
            while (!unwritten.isEmpty()) {
                trail.append(unwritten.getFirst());
                unwritten.removeFirst();
            }
        } catch (IOException | RuntimeException e) {
            Platform.runLater(() -> problem.accept(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Does something with the trail, once what came before is written.
     *
     * @param done and {@code failed} are called on the JavaFX thread
     */
    <T> void ask(Callable<T> what, Consumer<T> done, Consumer<Exception> failed) {
        writer.execute(() -> {
            try {
                T found = what.call();
                Platform.runLater(() -> done.accept(found));
            } catch (Exception e) {
                Platform.runLater(() -> failed.accept(e));
            }
        });
    }

    /** Waits for the last entries, a few seconds at most. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            writer.awaitTermination(LAST_ENTRIES_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
