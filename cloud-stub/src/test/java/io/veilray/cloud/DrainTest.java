package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.client.TicketPolicy;
import io.veilray.cloud.RawClient.Stream;
import io.veilray.cloud.service.ServerPolicy;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.region.Patch;
import io.veilray.wire.v1.Admission;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** A server that is told to stop begins nothing, lets what was begun be finished, and ends without an error of its own. */
@Timeout(60)
class DrainTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.close();
    }

    private static WireFixture draining(Duration time) throws Exception {
        return WireFixture.under(ServerPolicy.IN_PROCESS.withDrain(time));
    }

    private static ServingStatus health(RawClient client) {
        return HealthGrpc.newBlockingStub(client.channel)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }

    private static void assertStopping(StatusRuntimeException refusal) {
        assertEquals(Status.Code.UNAVAILABLE, refusal.getStatus().getCode(), refusal.toString());
        assertEquals(Reason.BUSY, RawClient.reason(refusal));
        assertEquals(Duration.ofSeconds(30), RawTickets.retryAfter(refusal));
    }

    @Test
    void stoppingServer_finishesWhatWasBegunAndBeginsNothing() throws Exception {
        WireFixture cloud = draining(Duration.ofSeconds(50));
        try (RawClient client = new RawClient(cloud);
                PrivateClassifier ready = cloud.connect();
                PrivateClassifier late = cloud.connect()) {
            RawTickets tickets = new RawTickets(client, cloud);
            String session = tickets.open();
            Stream<PrepareRequest, PrepareResponse> half = tickets.prepare(session);
            assertEquals(Admission.ADMISSION_ADMITTED, half.next().getAdmission());
            ready.tickets().setPolicy(new TicketPolicy(1, Duration.ofMinutes(5), 1 << 20, TicketPolicy.Storage.MEMORY));
            ready.tickets().keepReady("every-layer");
            WireFixture.eventually("no ticket is made", () -> ready.tickets().ready("every-layer") == 1);

            Future<?> closed = threads.submit(cloud::close);
            WireFixture.eventually("it goes on serving", () -> health(client) == ServingStatus.NOT_SERVING);
            WireFixture.eventually(
                    "sessions are still opened", () -> refused(tickets).isPresent());
            assertStopping(refused(tickets).orElseThrow());
            assertStopping(tickets.prepare(session).end());
            Patch patch = cloud.model.patch(3);
            CloudException told = assertFails(Reason.BUSY, () -> late.classify(patch, "every-layer", Progress.NONE));
            assertTrue(told.sentence().endsWith("wait 30 seconds and try again."), told.sentence());

            String ticket = tickets.finish(half);
            double[] logits =
                    ready.classify(patch, "every-layer", Progress.NONE).logits();
            assertArrayEquals(cloud.model.logits(patch), logits, 1e-9);
            tickets.blocking()
                    .dropTickets(io.veilray.wire.v1.DropTicketsRequest.newBuilder()
                            .setSession(session)
                            .addTickets(ticket)
                            .build());
            closed.get();
            assertEquals(0, cloud.server.service().calls());
        }
    }

    private static Optional<StatusRuntimeException> refused(RawTickets tickets) {
        try {
            tickets.open();
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            return Optional.of(e);
        }
    }

    /** Calls of both kinds in the middle of their work when the time is over. */
    @Test
    void drainThatIsOver_endsCallsWithoutAnErrorInTheLog() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        log.start();
        root.addAppender(log);
        try {
            WireFixture cloud = draining(Duration.ZERO);
            CountDownLatch working = new CountDownLatch(2);
            CountDownLatch go = new CountDownLatch(1);
            try (PrivateClassifier online = cloud.connect();
                    RawClient client = new RawClient(cloud)) {
                cloud.model.beforeLayer = layer -> {
                    working.countDown();
                    await(go);
                };
                Future<?> classification = threads.submit(() -> assertFails(
                        Reason.LOST, () -> online.classify(cloud.model.patch(1), "every-layer", Progress.NONE)));
                RawTickets tickets = new RawTickets(client, cloud);
                String session = tickets.open();
                WireFixture.eventually("the online phase does not begin", () -> working.getCount() == 1);
                cloud.model.beforeProduct = () -> {
                    working.countDown();
                    await(go);
                };
                Future<?> preparation =
                        threads.submit(() -> assertThrows(AssertionError.class, () -> tickets.ticket(session)));
                working.await();
                Future<?> closed = threads.submit(cloud::close);
                classification.get();
                preparation.get();
                go.countDown();
                closed.get();
                cloud.assertNothingLeft();
            }
        } finally {
            root.detachAppender(log);
        }
        assertEquals(
                0,
                log.list.stream()
                        .filter(event -> event.getLevel() == Level.ERROR)
                        .count(),
                log.list.toString());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
