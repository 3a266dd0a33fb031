package io.veilray.cloud;

import static io.veilray.cloud.WireFixture.assertFails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.veilray.client.PrivateClassifier;
import io.veilray.protocol.CloudException.Reason;
import io.veilray.wire.Endpoint;
import io.veilray.wire.LoopbackTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** To whom a client gives its masked images: the server whose certificate it was given, and nobody else. */
@Timeout(60)
class TrustTest {
    @Test
    void anotherCertificateOrNone_isNotTrusted() throws Exception {
        try (WireFixture cloud = new WireFixture()) {
            Endpoint impostor =
                    cloud.endpoint().trusting(ServerIdentity.fresh(List.of()).certificatePem());
            Endpoint none = new Endpoint("localhost", cloud.server.port(), Optional.empty());
            Endpoint garbage = cloud.endpoint().trusting("not a certificate");
            for (Endpoint endpoint : List.of(impostor, none, garbage)) {
                assertFails(Reason.NOT_TRUSTED, () -> PrivateClassifier.connect(endpoint));
            }
        }
    }

    /** 127.0.0.2 is this computer too, but the certificate does not name it. */
    @Test
    void anotherHostName_isNotTrusted() throws Exception {
        CloudOptions options = CloudOptions.onLoopback(0).withBind("127.0.0.2", List.of());
        WireFixture names = new WireFixture();
        names.close();
        try (CloudServer server = CloudServer.start(
                options, new io.veilray.cloud.service.ModelRegistry(List.of(names.model)), WireFixture.IDENTITY)) {
            Endpoint endpoint =
                    new Endpoint("127.0.0.2", server.port(), Optional.of(WireFixture.IDENTITY.certificatePem()));
            assertFails(Reason.NOT_TRUSTED, () -> PrivateClassifier.connect(endpoint));
        }
    }

    @Test
    void addressesOfLoopback_areNamedByTheCertificate() throws Exception {
        try (WireFixture cloud = new WireFixture()) {
            for (String host : List.of("localhost", "127.0.0.1")) {
                Endpoint endpoint =
                        new Endpoint(host, cloud.server.port(), cloud.endpoint().trustedCertificatePem());
                PrivateClassifier.connect(endpoint).close();
            }
        }
    }

    @Test
    void ownServer_isTrustedThroughItsFileUntilItStops() throws Exception {
        WireFixture cloud = new WireFixture();
        int port = cloud.server.port();
        try (cloud) {
            Endpoint found = LoopbackTrust.apply(new Endpoint("localhost", port, Optional.empty()));
            assertEquals(
                    cloud.server.certificatePem(), found.trustedCertificatePem().orElseThrow());
            PrivateClassifier.connect(found).close();
        }
        assertFalse(Files.exists(LoopbackTrust.file(port)));
    }

    /** Clients in the server's own process are handed the certificate, so an unwritable home must not stop them. */
    @Test
    void homeThatCannotBeWritten_stopsNoServerAndIsSaid(@TempDir Path folder) throws Exception {
        String before = System.getProperty("veilray.home", "");
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        System.setProperty("veilray.home", file.toString());
        try (WireFixture cloud = new WireFixture()) {
            PrivateClassifier.connect(cloud.endpoint()).close();
            String said = LoopbackTrust.whereabouts(cloud.endpoint());
            assertTrue(said.contains("could not be written") && said.contains("VEILRAY_HOME"), said);
        } finally {
            System.setProperty("veilray.home", before);
        }
        assertEquals(List.of(file), Files.list(folder).toList());
    }

    /** Plain HTTP, or whatever else listens there, is a wrong port rather than a wrong certificate. */
    @Test
    void portThatSpeaksNoTls_isUnreachableAndSaysWhy() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answerInPlainText(other));
            Endpoint endpoint = new Endpoint("127.0.0.1", other.getLocalPort(), Optional.empty());
            String message = assertFails(Reason.UNREACHABLE, () -> PrivateClassifier.connect(endpoint))
                    .getMessage();
            assertTrue(message.contains("TLS 1.3"), message);
        }
    }

    private static void answerInPlainText(ServerSocket other) {
        try {
            while (true) {
                Socket socket = other.accept();
                socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    @Test
    void nobodyListening_isUnreachable() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Endpoint endpoint = new Endpoint("localhost", port, Optional.empty());
        assertTrue(assertFails(Reason.UNREACHABLE, () -> PrivateClassifier.connect(endpoint))
                .getMessage()
                .contains("localhost:" + port));
    }

    @Test
    void olderTls_isRefused() throws Exception {
        try (WireFixture cloud = new WireFixture();
                SSLSocket socket =
                        (SSLSocket) SSLSocketFactory.getDefault().createSocket("localhost", cloud.server.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            SSLException e = assertThrows(SSLException.class, socket::startHandshake);
            assertTrue(e.getMessage().contains("protocol_version"), e.getMessage());
        }
    }

    @Test
    void takenPort_isSaidInOneSentence() throws Exception {
        try (WireFixture cloud = new WireFixture()) {
            String message = assertThrows(
                            IOException.class, () -> new StubCloud().start(cloud.server.port(), Optional.empty()))
                    .getMessage();
            assertTrue(message.contains(String.valueOf(cloud.server.port())) && message.contains("taken"), message);
            PrivateClassifier.connect(cloud.endpoint()).close();
            assertTrue(Files.exists(LoopbackTrust.file(cloud.server.port())));
        }
    }
}
