package io.veilray.cloud.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.grpc.Attributes;
import io.grpc.Grpc;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.security.cert.Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;

/** Whom a connection counts for. */
class ClientKeyTest {
    /** SHA-256 of "abc", FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static ClientKey key(String address, SSLSession session) {
        return ClientKey.of(Attributes.newBuilder()
                .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, (SocketAddress) new InetSocketAddress(address, 4711))
                .set(Grpc.TRANSPORT_ATTR_SSL_SESSION, session)
                .build());
    }

    private static SSLSession session(Certificate... shown) {
        return (SSLSession) Proxy.newProxyInstance(
                SSLSession.class.getClassLoader(), new Class<?>[] {SSLSession.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("getPeerCertificates") || shown.length == 0) {
                        throw new SSLPeerUnverifiedException("none");
                    }
                    return shown;
                });
    }

    private static Certificate certificate(String content) {
        return new Certificate("X.509") {
            @Override
            public byte[] getEncoded() {
                return content.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            }

            @Override
            public void verify(PublicKey key) {}

            @Override
            public void verify(PublicKey key, String provider) {}

            @Override
            public String toString() {
                return content;
            }

            @Override
            public PublicKey getPublicKey() {
                return null;
            }
        };
    }

    @Test
    void certificate_isTheClientWhereverItComesFrom() {
        assertEquals(new ClientKey(ABC, ""), key("192.0.2.1", session(certificate("abc"), certificate("issuer"))));
        assertEquals(new ClientKey(ABC, ""), key("2001:db8::1", session(certificate("abc"))));
        assertNotEquals(new ClientKey(ABC, ""), key("192.0.2.1", session(certificate("abd"))));
    }

    @Test
    void addressWithoutItsPort_isTheClientWithoutACertificate() {
        assertEquals(new ClientKey("", "192.0.2.1"), key("192.0.2.1", session()));
        assertEquals(new ClientKey("", "192.0.2.1"), key("::ffff:192.0.2.1", session()));
        assertNotEquals(key("192.0.2.1", session()), key("192.0.2.2", session()));
    }

    /** One computer has them all. */
    @Test
    void addressesOfOneIpv6Network_areOneClient() {
        assertEquals(key("2001:db8:0:1::1", session()), key("2001:db8:0:1:ffff::2", session()));
        assertNotEquals(key("2001:db8:0:1::1", session()), key("2001:db8:0:2::1", session()));
        assertEquals(
                "2001:db8:0:1:0:0:0:0/64", key("2001:db8:0:1::1", session()).address());
    }

    @Test
    void connectionOfNoKnownKind_isNobodys() {
        assertEquals(new ClientKey("", ""), ClientKey.of(Attributes.EMPTY));
    }
}
