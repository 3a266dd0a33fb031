package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.client.TicketPolicy;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.protocol.ClientTicket;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.StrictPlan;
import io.veilray.region.Patch;
import io.veilray.result.Classification;
import io.veilray.wire.v1.InferRequest;
import io.veilray.wire.v1.PrepareRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Strict tickets that wait ready: in memory and in files, and a click that comes while one is made. */
@Timeout(60)
class StrictReadyTicketsTest {
    private static final String MODEL = "every-layer-strict";

    private final Recorder recorder = new Recorder();
    private final Tamper tamper = new Tamper();
    private WireFixture cloud;
    private PrivateClassifier classifier;

    @BeforeEach
    void start() throws Exception {
        cloud = WireFixture.bothModes(0, ServiceLimits.DEFAULT, recorder, tamper);
        classifier = cloud.connect();
    }

    @AfterEach
    void stop() throws Exception {
        classifier.close();
        cloud.assertNothingLeft();
        cloud.close();
    }

    private void fill(int ready, TicketPolicy.Storage storage) throws InterruptedException {
        classifier.tickets().setPolicy(new TicketPolicy(ready, Duration.ofMinutes(10), 64 << 20, storage));
        classifier.tickets().keepReady(MODEL);
        eventually("the pool does not fill", () -> classifier.tickets().ready(MODEL) == ready);
    }

    private Classification classify(long seed) throws CloudException {
        Patch patch = cloud.strict.patch(seed);
        Classification result = classifier.classify(patch, MODEL, Progress.NONE);
        assertArrayEquals(cloud.strict.logits(patch), result.logits(), cloud.strict.strictBound());
        return result;
    }

    private static boolean wasReady(Classification result) {
        return List.of("connect", "session", "ticket", "online", "total")
                .equals(List.copyOf(result.millis().keySet()));
    }

    @Test
    void readyTicket_costsTheConversationAndNothingElse() throws Exception {
        fill(1, TicketPolicy.Storage.MEMORY);
        recorder.clear();
        Classification result = classify(1);
        assertTrue(wasReady(result), result.millis().toString());
        List<Message> sent = recorder.requests.stream()
                .filter(request -> !(request instanceof PrepareRequest)) // the next ticket, once this is answered
                .toList();
        int rounds = StrictPlan.of(cloud.strict.info().network()).rounds();
        assertEquals(1 + rounds, sent.size());
        assertTrue(sent.stream().allMatch(InferRequest.class::isInstance));
    }

    @Test
    void manyTickets_areMadeOnTheSameTransfersAndUsedOnceEach() throws Exception {
        fill(4, TicketPolicy.Storage.MEMORY);
        for (long seed = 1; seed <= 4; seed++) {
            assertTrue(wasReady(classify(seed)));
        }
        List<String> spent = recorder.requests.stream()
                .filter(request -> request instanceof InferRequest infer && infer.hasBegin())
                .map(request -> ((InferRequest) request).getBegin().getTicket())
                .toList();
        assertEquals(4, new HashSet<>(spent).size());
        assertEquals(1, cloud.server.service().sessions());
    }

    @Test
    void ticketInAFile_isAsLargeAsItsContentAndGoneAfterUse(@TempDir Path home) throws Exception {
        String before = System.setProperty("veilray.home", home.toString());
        try {
            classifier.close();
            classifier = cloud.connect(); // finds the folder
            fill(1, TicketPolicy.Storage.ENCRYPTED_FILES);
            long content = ClientTicket.storedBytes(cloud.strict.info().network());
            try (Stream<Path> files = Files.walk(home.resolve("tickets"))) {
                List<Path> all = files.filter(Files::isRegularFile).toList();
                assertEquals(1, all.size());
                assertEquals(content + 16, Files.size(all.getFirst()), "and the tag");
            }
            assertTrue(wasReady(classify(1)));
            fill(1, TicketPolicy.Storage.ENCRYPTED_FILES);
            assertTrue(wasReady(classify(2)));
        } finally {
            if (before == null) {
                System.clearProperty("veilray.home");
            } else {
                System.setProperty("veilray.home", before);
            }
        }
    }

    /** Stops what the server sends at the first message of a preparation's conversation. */
    private CountDownLatch[] stopInConversation() {
        CountDownLatch[] reachedAndGoOn = {new CountDownLatch(1), new CountDownLatch(1)};
        tamper.prepare(response -> {
            if (response.hasStep()) {
                reachedAndGoOn[0].countDown();
                try {
                    reachedAndGoOn[1].await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return List.of(response);
        });
        return reachedAndGoOn;
    }

    @Test
    void clickWhileATicketIsMade_takesThatOne() throws Exception {
        CountDownLatch[] conversation = stopInConversation();
        classifier
                .tickets()
                .setPolicy(new TicketPolicy(1, Duration.ofMinutes(10), 64 << 20, TicketPolicy.Storage.MEMORY));
        classifier.tickets().keepReady(MODEL);
        conversation[0].await();
        CompletableFuture<Classification> click = CompletableFuture.supplyAsync(() -> {
            try {
                return classify(1);
            } catch (CloudException e) {
                throw new AssertionError(e);
            }
        });
        Thread.sleep(200); // it waits by now, or will find the ticket ready: either is right
        assertFalse(click.isDone());
        conversation[1].countDown();
        assertTrue(wasReady(click.get()), click.get().millis().toString());
        long begun = recorder.requests.stream()
                .filter(request -> request instanceof PrepareRequest prepare && prepare.hasBegin())
                .count();
        assertTrue(begun <= 2, "one for the click and the next one for the pool, not " + begun);
    }

    /** The server's half is gone with its session's: the click goes on with a fresh ticket in a new one. */
    @Test
    void restartedServer_costsAFreshTicketAndNoFailure() throws Exception {
        fill(2, TicketPolicy.Storage.MEMORY);
        WireFixture first = cloud;
        first.close();
        cloud = WireFixture.bothModes(first.server.port(), ServiceLimits.DEFAULT, recorder);
        Classification result = classify(1);
        assertTrue(result.millis().containsKey("refused ticket"));
        eventually("the pool does not fill again", () -> classifier.tickets().ready(MODEL) == 2);
        assertTrue(wasReady(classify(2)));
        assertEquals(1, cloud.server.service().sessions());
    }

    /** Masked clicks meanwhile: the pool holds its strict ticket and makes it afterwards. */
    @Test
    void bothModes_keepTicketsReadyBesideEachOther() throws Exception {
        fill(2, TicketPolicy.Storage.MEMORY);
        classifier.tickets().keepReady("every-layer");
        eventually("the masked model's are missing", () -> classifier.tickets().ready("every-layer") == 2);
        Patch patch = cloud.model.patch(1);
        Classification masked = classifier.classify(patch, "every-layer", Progress.NONE);
        assertArrayEquals(cloud.model.logits(patch), masked.logits());
        assertTrue(wasReady(masked));
        assertTrue(wasReady(classify(1)));
        eventually(
                "they are not made again",
                () -> classifier.tickets().ready(MODEL) == 2
                        && classifier.tickets().ready("every-layer") == 2);
    }

    @Test
    void closeWhileAStrictTicketIsMade_leavesNothing() throws Exception {
        CountDownLatch[] conversation = stopInConversation();
        classifier.tickets().keepReady(MODEL);
        conversation[0].await();
        classifier.close();
        conversation[1].countDown();
        cloud.assertNothingLeft();
        assertEquals(0, classifier.tickets().ready(MODEL));
    }
}
