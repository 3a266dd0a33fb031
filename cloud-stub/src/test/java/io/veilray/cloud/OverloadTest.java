package io.veilray.cloud;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.veilray.client.PrivateClassifier;
import io.veilray.client.Progress;
import io.veilray.cloud.RawClient.Stream;
import io.veilray.cloud.service.ClientLimits;
import io.veilray.cloud.service.ServerPolicy;
import io.veilray.cloud.service.ServiceLimits;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ServerSession;
import io.veilray.region.Patch;
import io.veilray.wire.v1.ListModelsRequest;
import io.veilray.wire.v1.PrepareRequest;
import io.veilray.wire.v1.PrepareResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Clients that take all they can get, from addresses of their own, beside one that classifies. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.2 is no address of this computer")
class OverloadTest {
    private static final ServerPolicy POLICY = ServerPolicy.IN_PROCESS
            .withDrain(Duration.ZERO)
            .withLimits(new ServiceLimits(
                    10,
                    Duration.ofMinutes(1),
                    4,
                    Duration.ofMinutes(1),
                    12,
                    8,
                    64 << 20,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(30)))
            .withClient(new ClientLimits(4, 4, 6, 32 << 20, 200, 120));

    private final Queue<StatusRuntimeException> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();

    /** Takes every session, holds every call, and floods with small calls and products until it is over. */
    private final class Greedy extends Thread {
        private final RawClient client;
        private final RawTickets tickets;
        private final CountDownLatch full;

        Greedy(WireFixture cloud, String address, CountDownLatch full) throws Exception {
            super("greedy-" + address);
            this.client = new RawClient(cloud, address);
            this.tickets = new RawTickets(client, cloud);
            this.full = full;
        }

        @Override
        public void run() {
            try {
                String session = takeSessions();
                List<Stream<PrepareRequest, PrepareResponse>> calls = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    calls.add(tickets.prepare(session));
                }
                for (int i = 0; i < 6; i++) {
                    tickets.infer(session, ServerSession.randomName());
                }
                full.countDown();
                flood();
                client.close();
                for (Stream<PrepareRequest, PrepareResponse> call : calls) {
                    StatusRuntimeException end = call.end();
                    if (end.getStatus().getCode() != Status.Code.UNAVAILABLE) {
                        refusals.add(end); // UNAVAILABLE: its own closing of the channel
                    }
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private String takeSessions() {
            String session = "";
            for (int i = 0; i < 6; i++) {
                try {
                    session = tickets.open();
                } catch (StatusRuntimeException e) {
                    refusals.add(e);
                }
            }
            return session;
        }

        private void flood() {
            while (!over.get()) {
                try {
                    tickets.blocking().listModels(ListModelsRequest.getDefaultInstance());
                } catch (StatusRuntimeException e) {
                    refusals.add(e);
                }
            }
        }
    }

    @Test
    void politeClient_isServedAndTheOthersAreToldHowLongToWait() throws Exception {
        try (WireFixture cloud = WireFixture.under(POLICY)) {
            CountDownLatch full = new CountDownLatch(2);
            List<Greedy> greedy = List.of(new Greedy(cloud, "127.0.0.2", full), new Greedy(cloud, "127.0.0.3", full));
            greedy.forEach(Thread::start);
            full.await();
            try (PrivateClassifier polite = cloud.connect()) {
                for (int i = 0; i < 3; i++) {
                    Patch patch = cloud.model.patch(i);
                    double[] logits =
                            polite.classify(patch, "every-layer", Progress.NONE).logits();
                    assertArrayEquals(cloud.model.logits(patch), logits, 1e-9);
                }
                WireFixture.eventually(
                        "no call is refused for its rate",
                        () -> cloud.server.service().refused().contains("rate"));
            } finally {
                over.set(true);
                for (Greedy each : greedy) {
                    each.join();
                }
            }
            String causes = cloud.server.service().refused();
            assertTrue(causes.contains("sessions 4") && causes.contains("calls "), causes);
        }
        assertFalse(refusals.isEmpty());
        for (StatusRuntimeException refusal : refusals) {
            assertEquals(Reason.BUSY, RawClient.reason(refusal), refusal.toString());
            assertEquals(Status.Code.RESOURCE_EXHAUSTED, refusal.getStatus().getCode());
            Duration wait = RawTickets.retryAfter(refusal);
            assertTrue(wait.isPositive() && wait.compareTo(Duration.ofMinutes(2)) < 0, wait.toString());
        }
    }
}
