package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.veilray.client.PrivateClassifier;
import io.veilray.cloud.service.ClientLimits;
import io.veilray.cloud.service.ModelRules;
import io.veilray.cloud.service.ServerPolicy;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.protocol.ModelInfo;
import io.veilray.protocol.NonlinearMode;
import io.veilray.wire.v1.Admission;
import io.veilray.wire.v1.CloseSessionRequest;
import io.veilray.wire.v1.ListModelsRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a policy does to real clients. */
@Timeout(60)
class PolicyOverWireTest {
    private static final ServerPolicy QUICK = ServerPolicy.IN_PROCESS.withDrain(Duration.ZERO);

    private static ServerPolicy rules(Map<String, Set<NonlinearMode>> modes, boolean others) {
        return QUICK.withModels(new ModelRules(modes, others));
    }

    private static List<String> listed(ServerPolicy policy) throws Exception {
        try (WireFixture cloud = WireFixture.under(policy);
                PrivateClassifier classifier = cloud.connect()) {
            return classifier.models().stream().map(ModelInfo::id).toList();
        }
    }

    @Test
    void modesThatAreNotAllowed_areNotThere() throws Exception {
        String id = "every-layer";
        assertEquals(List.of(id, id + "-strict"), listed(QUICK));
        assertEquals(List.of(id + "-strict"), listed(rules(Map.of(id, Set.of(NonlinearMode.STRICT)), true)));
        assertEquals(List.of(id), listed(rules(Map.of(id, Set.of(NonlinearMode.MASKED)), false)));
        for (ServerPolicy wrong : List.of(
                rules(Map.of("other", Set.of()), true),
                rules(Map.of(id, Set.of(NonlinearMode.QUADRATIC)), true),
                rules(Map.of(id, Set.of()), true),
                rules(Map.of(), false))) {
            String message = assertThrows(IllegalArgumentException.class, () -> WireFixture.under(wrong))
                    .getMessage();
            assertTrue(message.contains("policy") && message.contains(id), message);
        }
    }

    @Test
    void clientsWithoutANamedCertificate_areRefusedForGood() throws Exception {
        try (WireFixture cloud = WireFixture.under(QUICK.withCertificates(Set.of("ab".repeat(32))));
                RawClient client = new RawClient(cloud)) {
            CloudException refused = assertFails(Reason.NOT_ADMITTED, cloud::connect);
            assertTrue(refused.retryAfter().isEmpty());
            assertEquals(
                    ServingStatus.SERVING,
                    HealthGrpc.newBlockingStub(client.channel)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus());
        }
    }

    /** The learnt name of a session is worth nothing from elsewhere; limits of one do not touch the other. */
    @Test
    void addresses_areClientsOfTheirOwn() throws Exception {
        ServerPolicy two = QUICK.withClient(new ClientLimits(2, 8, 8, 1 << 20, 20, 60));
        try (WireFixture cloud = WireFixture.under(two);
                RawClient alice = new RawClient(cloud);
                RawClient eve = new RawClient(cloud, "127.0.0.2")) {
            RawTickets hers = new RawTickets(alice, cloud);
            RawTickets eves = new RawTickets(eve, cloud);
            String session = hers.open();
            hers.open();
            StatusRuntimeException third = assertThrows(StatusRuntimeException.class, hers::open);
            assertEquals(Reason.BUSY, RawClient.reason(third));
            assertEquals(Duration.ofSeconds(30), RawTickets.retryAfter(third));
            eves.open();
            String ticket = hers.ticket(session);
            assertEquals(
                    Admission.ADMISSION_SESSION_UNKNOWN,
                    eves.prepare(session).next().getAdmission());
            assertEquals(Reason.TICKET_SPENT, eves.infer(session, ticket).failure());
            eves.blocking()
                    .closeSession(
                            CloseSessionRequest.newBuilder().setSession(session).build());
            assertEquals(
                    Admission.ADMISSION_ADMITTED, hers.prepare(session).next().getAdmission());
        }
    }

    @Test
    void callsBeyondTheRate_areBusyUntilItAllowsOne() throws Exception {
        try (WireFixture cloud = WireFixture.under(QUICK.withClient(new ClientLimits(9, 9, 9, 1 << 20, 3, 60)));
                RawClient client = new RawClient(cloud)) {
            RawTickets tickets = new RawTickets(client, cloud);
            String session = tickets.open();
            for (int i = 0; i < 2; i++) {
                tickets.blocking().listModels(ListModelsRequest.getDefaultInstance());
            }
            StatusRuntimeException fourth = assertThrows(StatusRuntimeException.class, tickets::open);
            assertEquals(Status.Code.RESOURCE_EXHAUSTED, fourth.getStatus().getCode());
            Duration wait = RawTickets.retryAfter(fourth);
            assertTrue(wait.isPositive() && wait.compareTo(Duration.ofSeconds(20)) <= 0, wait.toString());
            CloudException told = assertFails(Reason.BUSY, cloud::connect);
            assertTrue(told.sentence().matches(".*: wait [0-9]+ seconds? and try again\\."), told.sentence());
            tickets.blocking()
                    .closeSession(
                            CloseSessionRequest.newBuilder().setSession(session).build());
            assertEquals(0, cloud.server.service().sessions());
        }
    }
}
