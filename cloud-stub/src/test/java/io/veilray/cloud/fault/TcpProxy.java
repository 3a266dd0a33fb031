package io.veilray.cloud.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Passes bytes between a client and a server, and does to them what it is told, once. */
final class TcpProxy implements AutoCloseable {
    private static final int CHUNK_BYTES = 16 << 10;
    private static final int LATE_MS = 20;

    private final int serverPort;
    private final ServerSocket listener;
    private final Random random;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<ByteFault> up = new AtomicReference<>();
    private final AtomicReference<ByteFault> down = new AtomicReference<>();

    TcpProxy(int serverPort, Random random) throws IOException {
        this.serverPort = serverPort;
        this.random = random;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("tcp-proxy").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** What comes next in that direction meets the fault. */
    void arm(boolean upwards, ByteFault fault) {
        (upwards ? up : down).set(fault);
    }

    /** Takes back a fault that nothing has met. */
    void disarm() {
        up.set(null);
        down.set(null);
    }

    /** Ends all connections, those that stall too; new ones pass. */
    void cutAll() {
        open.forEach(Connection::reset);
    }

    int connections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                new Connection(client, new Socket(InetAddress.getLoopbackAddress(), serverPort)).start();
            }
        } catch (IOException e) {
            cutAll(); // closed, or the server is gone
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket server;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean stalled;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void start() throws IOException {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(this);
            Thread.ofVirtual().name("tcp-proxy-up").start(() -> pump(client, server, up));
            Thread.ofVirtual().name("tcp-proxy-down").start(() -> pump(server, client, down));
        }

        private void pump(Socket from, Socket to, AtomicReference<ByteFault> armed) {
            byte[] buffer = new byte[CHUNK_BYTES];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    ByteFault fault = armed.getAndSet(null);
                    if (stalled || fault == ByteFault.STALLED) {
                        stalled = true;
                        ended.await();
                    }
                    pass(Arrays.copyOf(buffer, length), fault, out);
                }
                to.shutdownOutput();
            } catch (IOException | InterruptedException e) {
                reset();
            }
        }

        private void pass(byte[] bytes, ByteFault fault, OutputStream out) throws IOException, InterruptedException {
            if (fault != null) {
                bytes = harmed(bytes, fault, out);
            }
            out.write(bytes);
        }

        /** What is left to be passed on. */
        private byte[] harmed(byte[] bytes, ByteFault fault, OutputStream out)
                throws IOException, InterruptedException {
            int middle = bytes.length / 2;
            switch (fault) {
                case CUT -> throw new IOException("cut as ordered");
                case BROKEN_OFF -> {
                    out.write(bytes, 0, middle);
                    throw new IOException("broken off as ordered");
                }
                case FLIPPED -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                case LOST_BYTES -> {
                    out.write(bytes, 0, middle);
                    return Arrays.copyOfRange(bytes, middle + 1, bytes.length);
                }
                case DOUBLED -> out.write(bytes);
                case REORDERED -> {
                    out.write(bytes, middle, bytes.length - middle);
                    return Arrays.copyOf(bytes, middle);
                }
                case LATE -> Thread.sleep(LATE_MS);
                case STALLED -> throw new IOException("the stalled connection was ended");
            }
            return bytes;
        }

        void reset() {
            open.remove(this);
            ended.countDown();
            close(client);
            close(server);
        }

        private static void close(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // it is of no more use either way
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cutAll();
    }
}
