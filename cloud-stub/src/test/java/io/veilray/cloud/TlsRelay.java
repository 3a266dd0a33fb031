package io.veilray.cloud;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Stands between a client and a server with a certificate that the client trusts, and keeps every byte that the client
 * sends: as it comes from the socket, and as it is inside of TLS.
 */
final class TlsRelay implements AutoCloseable {
    /** One connection of the client's. */
    static final class Tap implements Closeable {
        private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
        private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
        private final Socket client;
        private Thread up = Thread.currentThread();

        private Tap(Socket client) {
            this.client = client;
        }

        /** TLS records. */
        byte[] raw() {
            synchronized (raw) {
                return raw.toByteArray();
            }
        }

        /** HTTP/2. */
        byte[] plain() {
            synchronized (plain) {
                return plain.toByteArray();
            }
        }

        /** Until the client has hung up. */
        void await() throws InterruptedException {
            up.join(10_000);
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    private final SSLContext asServer;
    private final SSLContext asClient;
    private final int serverPort;
    private final TestIdentity own;
    private final ServerSocket listener;
    final List<Tap> taps = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    TlsRelay(int serverPort, String serverCertificate, TestIdentity own) throws IOException, GeneralSecurityException {
        this.serverPort = serverPort;
        this.own = own;
        asServer = SSLContext.getInstance("TLSv1.3");
        KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        keys.setKeyEntry("relay", own.key(), new char[0], new Certificate[] {own.certificate()});
        KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(keys, new char[0]);
        asServer.init(ours.getKeyManagers(), null, null);
        asClient = SSLContext.getInstance("TLSv1.3");
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "server",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(serverCertificate.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory theirs = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        theirs.init(trusted);
        asClient.init(null, theirs.getTrustManagers(), null);
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress()) {
            @Override
            public Socket accept() throws IOException {
                TappedSocket socket = new TappedSocket();
                implAccept(socket);
                return socket;
            }
        };
        start("accept", this::acceptAll);
    }

    /** What its clients must trust. */
    String certificatePem() {
        return own.pem();
    }

    int port() {
        return listener.getLocalPort();
    }

    private static Thread start(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name("relay-" + name).start(work);
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                TappedSocket socket = (TappedSocket) listener.accept();
                Tap tap = new Tap(socket);
                socket.tap = tap;
                taps.add(tap);
                tap.up = start("up", () -> relay(tap));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void relay(Tap tap) {
        try (SSLSocket client = (SSLSocket) asServer.getSocketFactory().createSocket(tap.client, null, true);
                SSLSocket server = (SSLSocket)
                        asClient.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), serverPort)) {
            sockets.addAll(List.of(client, server));
            speakHttp2(client);
            speakHttp2(server);
            start("down", () -> pump(server, client, null));
            pump(client, server, tap.plain);
        } catch (IOException e) {
            throw new IllegalStateException("the relay's TLS does not work", e);
        }
    }

    private static void speakHttp2(SSLSocket socket) throws IOException {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.setTcpNoDelay(true);
        socket.startHandshake();
    }

    private static void pump(Socket from, Socket to, ByteArrayOutputStream kept) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (kept != null) {
                    synchronized (kept) {
                        kept.write(buffer, 0, count);
                    }
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // one of the two hung up, which is how connections end
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** Keeps what is read from it. */
    private static final class TappedSocket extends Socket {
        private Tap tap;

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    int count = super.read(into, offset, length);
                    if (count > 0) {
                        synchronized (tap.raw) {
                            tap.raw.write(into, offset, count);
                        }
                    }
                    return count;
                }
            };
        }
    }
}
