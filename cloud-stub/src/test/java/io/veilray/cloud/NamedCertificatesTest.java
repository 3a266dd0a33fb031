package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.StatusRuntimeException;
import io.veilray.client.PrivateClassifier;
import io.veilray.cloud.compute.WireModel;
import io.veilray.cloud.policy.PolicyFile;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.keys.CertificateFacts;
import io.veilray.keys.CertificateMaker;
import io.veilray.keys.Identity;
import io.veilray.keys.Pem;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.tls.TlsContexts;
import io.veilray.wire.Endpoint;
import io.veilray.wire.v1.Admission;
import io.veilray.wire.v1.CloseSessionRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients from one computer whom only their certificates tell apart, before a server that names those it lets in. */
@Timeout(60)
class NamedCertificatesTest {
    private static final CertificateMaker MAKER = new CertificateMaker(InstantSource.system());
    private static final Identity DEPARTMENT = MAKER.authority("Radiology");
    private static final Identity ALICE = MAKER.client(DEPARTMENT, "Reading room 1");
    private static final Identity BOB = MAKER.client(DEPARTMENT, "Reading room 2");
    /** Signed all the same. */
    private static final Identity EVE = MAKER.client(DEPARTMENT, "Reading room 3");

    private final WireModel model = new WireModel();

    @TempDir
    private Path folder;

    private CloudServer serve() throws Exception {
        Path policy = Files.writeString(
                folder.resolve("policy.json"),
                "{\"format\": 1, \"client\": {\"sessions\": 2}, \"certificates\": [\"" + shown(ALICE) + "\", \""
                        + shown(BOB) + "\"], \"drainSeconds\": 0}");
        ServerIdentity identity = ServerIdentity.of(MAKER.server(DEPARTMENT, List.of("localhost")))
                .admittingOnly(List.of(DEPARTMENT.certificate()));
        return CloudServer.start(
                CloudOptions.onLoopback(0).withPolicy(PolicyFile.read(policy)),
                new ModelRegistry(List.of(model)),
                identity);
    }

    /** As veilray certs show has it. */
    private static String shown(Identity identity) {
        return CertificateFacts.of(identity.certificate()).sha256();
    }

    private static RawClient client(CloudServer server, Identity identity) throws Exception {
        return new RawClient(server, TlsContexts.client(List.of(DEPARTMENT.certificate()), Optional.of(identity)));
    }

    private static Reason refused(RawTickets tickets) {
        return (Reason) RawClient.reason(assertThrows(StatusRuntimeException.class, tickets::open));
    }

    @Test
    void certificates_areClientsOfTheirOwn() throws Exception {
        try (CloudServer server = serve();
                RawClient alice = client(server, ALICE);
                RawClient elsewhere = client(server, ALICE);
                RawClient bob = client(server, BOB)) {
            RawTickets hers = new RawTickets(alice, model);
            RawTickets his = new RawTickets(bob, model);
            String session = hers.open();
            hers.open();
            assertEquals(Reason.BUSY, refused(hers));
            assertEquals(Reason.BUSY, refused(new RawTickets(elsewhere, model)), "whichever connection she uses");
            his.open();
            String ticket = hers.ticket(session);
            assertEquals(
                    Admission.ADMISSION_SESSION_UNKNOWN,
                    his.prepare(session).next().getAdmission());
            assertEquals(Reason.TICKET_SPENT, his.infer(session, ticket).failure());
            his.blocking()
                    .closeSession(
                            CloseSessionRequest.newBuilder().setSession(session).build());
            assertEquals(3, server.service().sessions());
            assertEquals(1, server.service().tickets());
            assertEquals(
                    Admission.ADMISSION_ADMITTED, hers.prepare(session).next().getAdmission());
        }
    }

    @Test
    void certificateThatIsNotNamed_isNotAdmitted() throws Exception {
        try (CloudServer server = serve();
                RawClient raw = client(server, EVE)) {
            assertEquals(Reason.NOT_ADMITTED, refused(new RawTickets(raw, model)));
            Endpoint endpoint = new Endpoint("localhost", server.port(), Optional.of(Pem.of(DEPARTMENT.certificate())));
            CloudException e = assertFails(Reason.NOT_ADMITTED, () -> PrivateClassifier.connect(endpoint.showing(EVE)));
            assertTrue(e.sentence().contains("does not admit the certificate that was shown"), e.sentence());
            assertFails(Reason.NOT_ADMITTED, () -> PrivateClassifier.connect(endpoint));
            PrivateClassifier.connect(endpoint.showing(BOB)).close();
            assertEquals("not allowed 2", server.service().refused());
        }
    }
}
