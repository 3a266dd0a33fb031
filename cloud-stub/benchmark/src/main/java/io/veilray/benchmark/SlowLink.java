package io.veilray.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A relay on loopback that makes the way to a server as slow as a wide-area link: all connections share a rate each way,
 * and every byte arrives half a round trip after the link has sent it. A full queue holds its sender up. No packet is
 * lost, and the sender's TCP knows nothing of the distance: a warm connection on a good line.
 */
final class SlowLink implements AutoCloseable {
    /**
     * What the link is like.
     *
     * @param megabits a second, each way
     * @param roundTripMs of a message that is too small to take time on the line
     */
    record Speed(double megabits, double roundTripMs) {
        /** What those bytes take on the line alone. */
        double transferMs(double bytes) {
            return bytes * 8 / (megabits * 1000);
        }

        @Override
        public String toString() {
            return "%.0f Mbit/s, %s ms".formatted(megabits, Table.number(roundTripMs));
        }
    }

    /** 0.3 ms of the faster link: small enough not to be seen, large enough for few wake-ups. */
    private static final int CHUNK_BYTES = 16 << 10;

    private static final byte[] END = {};

    /** Bytes on their way, and when they arrive. */
    private record Chunk(byte[] bytes, long arrivalNanos) {}

    private final Speed speed;
    private final int serverPort;
    private final ServerSocket listener;
    private final Line up = new Line();
    private final Line down = new Line();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    SlowLink(int serverPort, Speed speed) throws IOException {
        this.speed = speed;
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private static void start(Runnable task) {
        Thread.ofPlatform().daemon().name("slow-link").start(task);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                open.add(client);
                open.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                relay(client, server, up);
                relay(server, client, down);
            }
        } catch (IOException e) {
            close();
        }
    }

    private void relay(Socket from, Socket to, Line line) {
        BlockingQueue<Chunk> onTheWay = new LinkedBlockingQueue<>(onTheWayAtMost());
        start(() -> read(from, line, onTheWay));
        start(() -> write(to, onTheWay));
    }

    /** What a link of that rate and delay holds, and a router's queue of a quarter of a second. */
    private int onTheWayAtMost() {
        double seconds = speed.roundTripMs() / 2000 + 0.25;
        return (int) Math.ceil(seconds * speed.megabits() * 1e6 / 8 / CHUNK_BYTES);
    }

    private void read(Socket from, Line line, BlockingQueue<Chunk> onTheWay) {
        byte[] buffer = new byte[CHUNK_BYTES];
        try (InputStream in = from.getInputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                onTheWay.put(new Chunk(Arrays.copyOf(buffer, length), line.arrival(length)));
            }
            onTheWay.put(new Chunk(END, line.arrival(0)));
        } catch (IOException | InterruptedException e) {
            closeQuietly(from);
            onTheWay.offer(new Chunk(END, 0));
        }
    }

    private void write(Socket to, BlockingQueue<Chunk> onTheWay) {
        try (OutputStream out = to.getOutputStream()) {
            for (Chunk chunk = onTheWay.take(); chunk.bytes() != END; chunk = onTheWay.take()) {
                await(chunk.arrivalNanos());
                out.write(chunk.bytes());
            }
        } catch (IOException | InterruptedException e) {
            closeQuietly(to);
        }
    }

    private static void await(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** One way of the link: a bucket that holds no more than what is being sent. */
    private final class Line {
        private long freeNanos = System.nanoTime();

        /** When the last of those bytes arrives if they wait for their turn from now on. */
        synchronized long arrival(int bytes) {
            freeNanos = Math.max(freeNanos, System.nanoTime()) + (long) (speed.transferMs(bytes) * 1e6);
            return freeNanos + (long) (speed.roundTripMs() * 1e6 / 2);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no more use either way
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // no more connections either way
        }
        open.forEach(SlowLink::closeQuietly);
    }
}
