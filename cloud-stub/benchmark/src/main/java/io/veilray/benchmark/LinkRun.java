package io.veilray.benchmark;

import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.client.TicketPolicy;
import io.veilray.client.TicketPolicy.Storage;
import io.veilray.cloud.model.CheckedModel;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.wire.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One network at the end of one link: first on fresh tickets, then on tickets that are ready at the click. */
final class LinkRun {
    private static final TicketPolicy ONE_READY = new TicketPolicy(1, Duration.ofMinutes(10), 1L << 30, Storage.MEMORY);
    private static final int LONGEST_TICKET_S = 120;

    private final PrivateClassifier classifier;
    private final String modelId;
    private final Patch patch;
    private final Series series = new Series();

    private LinkRun(PrivateClassifier classifier, CheckedModel model) {
        this.classifier = classifier;
        this.modelId = model.info().id();
        this.patch = NetworkRun.randomPatch(model);
    }

    /** Medians in milliseconds and bytes; of a small network the first runs, still slow, weigh nothing in them. */
    static Map<String, Double> measure(Endpoint endpoint, CheckedModel model) throws Exception {
        try (PrivateClassifier classifier = PrivateClassifier.connect(endpoint)) {
            LinkRun run = new LinkRun(classifier, model);
            run.onFreshTickets();
            run.onReadyTickets();
            return run.series.medians();
        }
    }

    private void onFreshTickets() throws Exception {
        new Repeats(9, 2).run(() -> {
            Classification result = classify();
            double total = result.millis().get("total");
            series.add("ticket, ms", total - result.millis().get("online"));
            series.add("click to result without a ready ticket, ms", total);
            series.add("rounds", result.rounds());
            series.add("bytes online", result.bytesUp() + result.bytesDown());
            series.add("bytes of the ticket", result.bytesOffline());
        });
    }

    private void onReadyTickets() throws Exception {
        Semaphore news = new Semaphore(0);
        classifier.tickets().setListener((model, ready, wanted) -> news.release());
        classifier.tickets().setPolicy(ONE_READY);
        classifier.tickets().keepReady(modelId);
        new Repeats(9, 3).run(() -> {
            awaitTicket(news);
            long start = System.nanoTime();
            classify();
            series.add("click to result with a ready ticket, ms", (System.nanoTime() - start) / 1e6);
        });
    }

    private void awaitTicket(Semaphore news) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_TICKET_S);
        while (classifier.tickets().ready(modelId) == 0) {
            if (!news.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("no ticket of " + modelId + " in " + LONGEST_TICKET_S + " s");
            }
        }
    }

    private Classification classify() throws Exception {
        return classifier.classify(patch, modelId, Progress.NONE);
    }
}
