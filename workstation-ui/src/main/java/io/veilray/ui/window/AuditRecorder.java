package io.veilray.ui.window;

import io.veilray.audit.AuditTrail;
import io.veilray.audit.RequestNumber;
import io.veilray.audit.Reviewed;
import io.veilray.audit.Sent;
import io.veilray.audit.TrailWriter;
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
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.application.Platform;

/**
 * Writes the audit trail: an entry for each job or heat map that has ended and for each verdict. Called on the JavaFX
 * thread, writes off it.
 */
final class AuditRecorder implements AutoCloseable {
    /** Stands for the step reached, as a heat map has no single one. */
    private static final String HEAT_MAP = "heat-map";

    private final TrailWriter writer;
    private final Map<ClassifyResult, RequestNumber> numbers = new WeakHashMap<>();

    /** @param problem told on the JavaFX thread why entries cannot be written */
    AuditRecorder(AuditTrail trail, Consumer<String> problem) {
        writer = new TrailWriter(trail, why -> Platform.runLater(() -> problem.accept(why)));
    }

    AuditTrail trail() {
        return writer.trail();
    }

    /** Names the record of what that result sent. */
    Optional<RequestNumber> number(ClassifyResult result) {
        return Optional.ofNullable(numbers.get(result));
    }

    /** Takes note of a job that has ended, and from now on of what the user thinks of its result. */
    void ended(ClassifyJob job) {
        RequestNumber number = RequestNumber.random();
        writer.add(entry(job, number));
        job.result().ifPresent(result -> {
            numbers.put(result, number);
            result.reviewProperty().addListener((property, before, now) -> reviewed(number, before, now));
        });
    }

    /** Takes note of a heat map, one entry for all its windows, and names it. */
    RequestNumber heatMap(HeatResult result) {
        Classification one = result.map().examined().getFirst();
        RequestNumber number = RequestNumber.random();
        writer.add(new Sent(
                Instant.now(),
                number,
                server(result.server()),
                Optional.empty(),
                one.model(),
                Optional.of(one.modelVersion()),
                Optional.of(one.mode()),
                HEAT_MAP,
                Optional.of(sum(result.map().examined())),
                result.failure().isPresent() ? Sent.Outcome.FAILED : Sent.Outcome.COMPLETED,
                result.failure().map(failure -> word(failure.cause()))));
        return number;
    }

    /** Takes note of a heat map that came to nothing; what had gone until then was not counted. */
    void noHeatMap(HeatRequest request, CloudTarget target, Optional<Failure> why) {
        writer.add(new Sent(
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
            writer.add(new Reviewed(Instant.now(), number, verdict));
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

    /**
     * Does something with the trail, once what came before is written.
     *
     * @param done and {@code failed} are called on the JavaFX thread
     */
    <T> void ask(Callable<T> what, Consumer<T> done, Consumer<Exception> failed) {
        writer.run(() -> {
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
        writer.close();
    }
}
