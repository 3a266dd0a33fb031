package io.veilray.dicom.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** TLS before a server that speaks none, as hospitals do it; Debian 12's Orthanc dies of its own TLS (civetweb 1.15). */
final class TlsFront implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerSocket door;
    private final int behind;

    /** @param behind the plain server's port */
    TlsFront(SSLContext identity, int behind) throws IOException {
        this.behind = behind;
        door = identity.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        threads.submit(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket outside = door.accept();
                Socket inside = new Socket("localhost", behind);
                threads.submit(() -> copy(outside, inside));
                threads.submit(() -> copy(inside, outside));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one side hung up, and the other does now
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
