package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.client.Stage;
import io.veilray.client.TicketPolicy;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.wire.v1.InferRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tickets made ahead, over TLS on loopback: masks used twice would show the difference of two patients. */
@Timeout(120)
class ReadyTicketsTest {
    private static final String MODEL = "every-layer";

    private final Recorder recorder = new Recorder();

    private static TicketPolicy keep(int ready) {
        return new TicketPolicy(ready, Duration.ofMinutes(10), 64 << 20, TicketPolicy.Storage.MEMORY);
    }

    private static void fill(PrivateClassifier classifier, int ready) throws InterruptedException {
        classifier.tickets().setPolicy(keep(ready));
        classifier.tickets().keepReady(MODEL);
        eventually("the pool does not fill", () -> classifier.tickets().ready(MODEL) == ready);
    }

    private static void stopFilling(PrivateClassifier classifier) {
        classifier.tickets().setPolicy(keep(1));
    }

    private <M extends Message> long count(Class<M> kind) {
        return recorder.requests.stream().filter(kind::isInstance).count();
    }

    private List<String> spentNames() {
        return recorder.requests.stream()
                .filter(request -> request instanceof InferRequest infer && infer.hasBegin())
                .map(request -> ((InferRequest) request).getBegin().getTicket())
                .toList();
    }

    private static Classification classify(WireFixture cloud, PrivateClassifier classifier, long seed)
            throws Exception {
        Patch patch = cloud.model.patch(seed);
        Classification result = classifier.classify(patch, MODEL, Progress.NONE);
        assertArrayEquals(cloud.model.logits(patch), result.logits());
        return result;
    }

    @Test
    void unasked_nothingIsMade() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder);
                PrivateClassifier classifier = cloud.connect()) {
            classifier.tickets().keepReady("nope");
            classify(cloud, classifier, 1);
            assertEquals(0, classifier.tickets().ready(MODEL));
            assertEquals(1, spentNames().size());
            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("veilray-tickets")));
        }
    }

    @Test
    void readyTicket_givesTheSameLogitsWithoutPreparing() throws Exception {
        try (WireFixture cloud = new WireFixture(recorder);
                PrivateClassifier classifier = cloud.connect()) {
            long fresh = classify(cloud, classifier, 1).bytesOffline();
            fill(classifier, 2);
            List<Stage> stages = new ArrayList<>();
            Patch patch = cloud.model.patch(2);
            Classification result = classifier.classify(patch, MODEL, (stage, done, total) -> stages.add(stage));
            assertArrayEquals(cloud.model.logits(patch), result.logits());
            assertEquals(fresh, result.bytesOffline(), 2);
            assertEquals(
                    List.of(Stage.CONNECTING, Stage.ROUND, Stage.DONE),
                    stages.stream().distinct().toList());
            assertEquals(
                    List.of("connect", "session", "ticket", "online", "total"),
                    List.copyOf(result.millis().keySet()));
        }
    }
}
