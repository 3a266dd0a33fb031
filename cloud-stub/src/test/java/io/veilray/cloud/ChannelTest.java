package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.veilray.client.PrivateClassifier;
import io.veilray.cloud.compute.WireModel;
import io.veilray.cloud.service.ModelRegistry;
import io.veilray.keys.CertificateFacts;
import io.veilray.keys.CertificateMaker;
import io.veilray.keys.Identity;
import io.veilray.keys.Pem;
import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.tls.ConnectionFacts;
import io.veilray.tls.SeenConnection;
import io.veilray.wire.Endpoint;
import io.veilray.wire.Limits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may listen to whom, and what a connection tells of itself: what is shown on the screen was seen on the wire. */
@Timeout(60)
class ChannelTest {
    private static final CertificateMaker MAKER = new CertificateMaker(InstantSource.system());
    /** What it makes for servers and clients is over by now, its authority is not. */
    private static final CertificateMaker LONG_AGO =
            new CertificateMaker(InstantSource.fixed(Instant.now().minus(Duration.ofDays(400))));

    private static final Identity DEPARTMENT = MAKER.authority("Radiology");
    private static final Identity OTHERS = MAKER.authority("Another department");
    private static final ServerIdentity SERVER = ServerIdentity.of(MAKER.server(DEPARTMENT, List.of("localhost")));
    private static final String TRUSTED = Pem.of(DEPARTMENT.certificate());
    private static final boolean HAS_ML_KEM = Runtime.version().feature() >= 24;

    private static CloudServer serve(ServerIdentity identity) throws IOException {
        CloudOptions options = CloudOptions.onLoopback(0).withDrain(Duration.ofMillis(50));
        return CloudServer.start(options, new ModelRegistry(List.of(new WireModel())), identity);
    }

    private static Endpoint at(CloudServer server, String trusted) {
        return new Endpoint("localhost", server.port(), Optional.of(trusted));
    }

    private static ConnectionFacts facts(Endpoint endpoint) throws CloudException {
        SeenConnection seen = new SeenConnection();
        PrivateClassifier.connect(endpoint, Limits.DEFAULT, seen).close();
        return seen.facts().orElseThrow();
    }

    private static String refused(Reason reason, Endpoint endpoint) {
        return assertFails(reason, () -> PrivateClassifier.connect(endpoint)).sentence();
    }

    @Test
    void departmentsServer_isKnownByItsAuthorityOrByItself() throws Exception {
        Identity own = MAKER.server(DEPARTMENT, List.of("localhost"));
        try (CloudServer server = serve(ServerIdentity.of(own))) {
            for (String trusted : List.of(TRUSTED, Pem.of(own.certificate()), Pem.of(OTHERS.certificate()) + TRUSTED)) {
                ConnectionFacts facts = facts(at(server, trusted));
                assertEquals("TLSv1.3", facts.protocol());
                assertTrue(facts.cipherSuite().startsWith("TLS_AES_256_GCM"), facts.cipherSuite());
                assertEquals(CertificateFacts.of(own.certificate()), facts.server());
                assertFalse(facts.mutual());
                assertEquals(Optional.of(HAS_ML_KEM ? "X25519MLKEM768" : "X25519"), facts.keyAgreement());
                assertEquals(HAS_ML_KEM, facts.hybrid());
            }
        }
    }

    @Test
    void wrongHostAuthorityOrDate_isNotTrustedAndSaysWhy() throws Exception {
        Identity elsewhere = MAKER.server(DEPARTMENT, List.of("other.example", "10.1.2.3"));
        Identity over = LONG_AGO.server(DEPARTMENT, List.of("localhost"));
        Identity client = MAKER.client(DEPARTMENT, "localhost");
        try (CloudServer server = serve(ServerIdentity.of(elsewhere))) {
            String said = refused(Reason.NOT_TRUSTED, at(server, TRUSTED));
            assertTrue(said.contains("another host name: other.example, 10.1.2.3"), said);
            refused(Reason.NOT_TRUSTED, at(server, Pem.of(OTHERS.certificate())));
        }
        try (CloudServer server = serve(ServerIdentity.of(over))) {
            for (String trusted : List.of(TRUSTED, Pem.of(over.certificate()))) {
                String said = refused(Reason.NOT_TRUSTED, at(server, trusted));
                assertTrue(said.contains("ended on 20"), said);
            }
        }
        try (CloudServer server = serve(ServerIdentity.of(client))) {
            refused(Reason.NOT_TRUSTED, at(server, TRUSTED)); // a client's certificate is none for a server
        }
        try (CloudServer server = serve(SERVER)) {
            refused(Reason.NOT_TRUSTED, at(server, Pem.of(OTHERS.certificate())));
            refused(Reason.NOT_TRUSTED, new Endpoint("localhost", server.port(), Optional.empty()));
        }
    }

    @Test
    void serverThatAsksForCertificates_admitsOnlyItsOwn() throws Exception {
        Identity known = MAKER.client(DEPARTMENT, "Reading room 3");
        try (CloudServer server = serve(SERVER.admittingOnly(List.of(DEPARTMENT.certificate())))) {
            Endpoint endpoint = at(server, TRUSTED);
            String said = refused(Reason.NOT_ADMITTED, endpoint);
            assertTrue(said.contains("only those who show a certificate") && said.contains("--identity"), said);
            for (Identity wrong : List.of(
                    MAKER.client(OTHERS, "Reading room 3"),
                    LONG_AGO.client(DEPARTMENT, "Reading room 3"),
                    MAKER.server(DEPARTMENT, List.of("localhost")),
                    MAKER.selfSigned(List.of()))) {
                said = refused(Reason.NOT_ADMITTED, endpoint.showing(wrong));
                assertTrue(said.contains("does not admit the certificate"), said);
            }
            ConnectionFacts facts = facts(endpoint.showing(known));
            assertTrue(facts.mutual());
            assertEquals("CN=Reading room 3", facts.client().orElseThrow().subject());
        }
        try (CloudServer server = serve(SERVER)) {
            assertFalse(facts(at(server, TRUSTED).showing(known)).mutual(), "shown only where it is asked for");
        }
    }

    @Test
    void rotation_isForNewConnectionsAndBreaksNone() throws Exception {
        AtomicReference<Identity> now = new AtomicReference<>(MAKER.server(DEPARTMENT, List.of("localhost")));
        Identity first = now.get();
        Identity second = MAKER.renewed(DEPARTMENT, first.certificate());
        try (CloudServer server = serve(ServerIdentity.of(now::get));
                PrivateClassifier open = PrivateClassifier.connect(at(server, TRUSTED))) {
            assertEquals(first.certificate(), certificate(server));
            now.set(second);
            assertEquals(second.certificate(), certificate(server));
            assertFalse(open.models().isEmpty());
        }
    }

    private static java.security.cert.X509Certificate certificate(CloudServer server) throws Exception {
        SeenConnection seen = new SeenConnection();
        PrivateClassifier.connect(at(server, TRUSTED), Limits.DEFAULT, seen).close();
        return (java.security.cert.X509Certificate) seen.session().orElseThrow().getPeerCertificates()[0];
    }

    /** As it is where the other end is not ours: it has no hybrid agreement, and none is claimed. */
    @Test
    void serverWithJavasOwnTls_isTalkedToOverX25519() throws Exception {
        Identity own = MAKER.server(DEPARTMENT, List.of("localhost"));
        Server plain = NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0))
                .sslContext(GrpcSslContexts.configure(
                                SslContextBuilder.forServer(own.key(), own.certificate()), SslProvider.JDK)
                        .protocols("TLSv1.3")
                        .build())
                .addService(new OnlyModels())
                .build()
                .start();
        try {
            ConnectionFacts facts = facts(new Endpoint("localhost", plain.getPort(), Optional.of(TRUSTED)));
            assertEquals(Optional.of("X25519"), facts.keyAgreement());
            assertFalse(facts.hybrid());
        } finally {
            plain.shutdownNow();
        }
    }

    @Test
    void clientWithJavasOwnTls_isServedWithVersion13Only() throws Exception {
        try (CloudServer server = serve(SERVER)) {
            SSLContext java = java(Optional.empty());
            try (SSLSocket socket = (SSLSocket) java.getSocketFactory().createSocket("localhost", server.port())) {
                socket.startHandshake();
                assertEquals("TLSv1.3", socket.getSession().getProtocol());
            }
        }
    }

    @Test
    void serverWithOlderTlsOnly_isUnreachableAndSaysWhy() throws Exception {
        SSLContext java = java(Optional.of(MAKER.server(DEPARTMENT, List.of("localhost"))));
        try (SSLServerSocket old =
                (SSLServerSocket) java.getServerSocketFactory().createServerSocket(0)) {
            old.setEnabledProtocols(new String[] {"TLSv1.2"});
            Thread.startVirtualThread(() -> answer(old));
            String said =
                    refused(Reason.UNREACHABLE, new Endpoint("localhost", old.getLocalPort(), Optional.of(TRUSTED)));
            assertTrue(said.contains("does not speak TLS 1.3"), said);
        }
    }

    private static void answer(SSLServerSocket old) {
        while (!old.isClosed()) {
            try (Socket socket = old.accept()) {
                socket.getInputStream().read();
            } catch (IOException e) {
                // the client hangs up, or the test is over
            }
        }
    }

    private static SSLContext java(Optional<Identity> own) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("department", DEPARTMENT.certificate());
        if (own.isPresent()) {
            store.setKeyEntry("own", own.get().key(), new char[0], new java.security.cert.Certificate[] {
                own.get().certificate()
            });
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
