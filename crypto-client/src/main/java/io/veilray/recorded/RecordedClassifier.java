package io.veilray.recorded;

import io.veilray.audit.AuditEntry;
import io.veilray.audit.RequestNumber;
import io.veilray.audit.Sent;
import io.veilray.client.HeatMapRun;
import io.veilray.client.Progress;
import io.veilray.client.Stage;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Classifies, and gives an entry for each classification that ended, however it did. One that was refused before anything
 * was sent leaves none. Safe for use by several threads.
 */
public final class RecordedClassifier implements HeatMapRun.Classifier {
    private final HeatMapRun.Classifier classifier;
    private final Server server;
    private final Consumer<AuditEntry> entries;

    /**
     * Where it classifies.
     *
     * @param name {@link Sent#LOCAL}, or host and port
     * @param fingerprint of its certificate, once it was seen
     * @param models what it has
     */
    public record Server(String name, Supplier<Optional<String>> fingerprint, List<ModelInfo> models) {}

    public RecordedClassifier(HeatMapRun.Classifier classifier, Server server, Consumer<AuditEntry> entries) {
        this.classifier = classifier;
        this.server = server;
        this.entries = entries;
    }

    @Override
    public Classification classify(Patch patch, String modelId, Progress progress) throws CloudException {
        Watched watched = new Watched(progress);
        try {
            Classification result = classifier.classify(patch, modelId, watched);
            entries.accept(entry(modelId, "done", Optional.of(amounts(result)), Sent.Outcome.COMPLETED, null));
            return result;
        } catch (CloudException e) {
            boolean canceled = e.reason() == Reason.CANCELLED;
            entries.accept(entry(
                    modelId,
                    watched.reached(),
                    Optional.empty(),
                    canceled ? Sent.Outcome.CANCELED : Sent.Outcome.FAILED,
                    canceled ? null : word(e.reason())));
            throw e;
        } catch (RuntimeException | Error e) {
            if (watched.began()) {
                String reason = e instanceof OutOfMemoryError ? "memory" : "bug";
                entries.accept(entry(modelId, watched.reached(), Optional.empty(), Sent.Outcome.FAILED, reason));
            }
            throw e;
        }
    }

    /** Takes note of the last step. */
    private static final class Watched implements Progress {
        private final Progress told;
        private volatile Stage last;

        Watched(Progress told) {
            this.told = told;
        }

        @Override
        public void report(Stage stage, int done, int total) {
            last = stage;
            told.report(stage, done, total);
        }

        boolean began() {
            return last != null;
        }

        String reached() {
            return word(began() ? last : Stage.CONNECTING);
        }
    }

    private static Sent.Amounts amounts(Classification sent) {
        return new Sent.Amounts(sent.bytesUp(), sent.bytesDown(), sent.bytesOffline(), sent.rounds());
    }

    private Sent entry(
            String modelId, String reached, Optional<Sent.Amounts> amounts, Sent.Outcome outcome, String reason) {
        Optional<ModelInfo> model = server.models().stream()
                .filter(each -> each.id().equals(modelId))
                .findFirst();
        return new Sent(
                Instant.now(),
                RequestNumber.random(),
                server.name(),
                server.fingerprint().get(),
                modelId,
                model.map(ModelInfo::version),
                model.map(card -> card.network().mode().word()),
                reached,
                amounts,
                outcome,
                Optional.ofNullable(reason));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
