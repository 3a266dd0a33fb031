package io.veilray.benchmark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A relay that is faster than its link would make Veilray look better than it is; one that is slower, worse. */
class SlowLinkTest {
    private static final int BULK_BYTES = 10_000_000;
    /** What threads of a busy machine may add; the least of several tries is judged. */
    private static final double SLACK_MS = 25;

    private static final int TRIES = 5;

    /** One byte there and back is the round trip; 2 x 8 bits on the line are nothing. */
    @ParameterizedTest
    @CsvSource({"400, 40", "220, 88.5"})
    void onePing_takesTheRoundTrip(double megabits, double roundTripMs) throws Exception {
        try (Peer peer = new Peer();
                SlowLink link = new SlowLink(peer.port(), new SlowLink.Speed(megabits, roundTripMs));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port())) {
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < TRIES; i++) {
                least = Math.min(least, exchangeMs(socket, 1, 1));
            }
            assertTrue(least >= roundTripMs && least < roundTripMs + SLACK_MS, "ping took " + least + " ms");
        }
    }

    /** 10 MB are 80 Mbit: 200 ms at 400 Mbit/s, 363.6 ms at 220 Mbit/s, and the round trip for the byte that answers. */
    @ParameterizedTest
    @CsvSource({"400, 40, 240", "220, 88.5, 452.1"})
    void tenMegabytesUp_takeTheirTimeOnTheLine(double megabits, double roundTripMs, double expectedMs)
            throws Exception {
        assertTransfer(megabits, roundTripMs, expectedMs, BULK_BYTES, 1);
    }

    @ParameterizedTest
    @CsvSource({"400, 40, 240", "220, 88.5, 452.1"})
    void tenMegabytesDown_takeTheirTimeOnTheLine(double megabits, double roundTripMs, double expectedMs)
            throws Exception {
        assertTransfer(megabits, roundTripMs, expectedMs, 1, BULK_BYTES);
    }

    private static void assertTransfer(double megabits, double roundTripMs, double expectedMs, int up, int down)
            throws Exception {
        try (Peer peer = new Peer();
                SlowLink link = new SlowLink(peer.port(), new SlowLink.Speed(megabits, roundTripMs));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port())) {
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < TRIES; i++) {
                least = Math.min(least, exchangeMs(socket, up, down));
            }
            // a tenth of a millisecond for the rounding of the expected value
            assertTrue(
                    least >= expectedMs - 0.1 && least < expectedMs + SLACK_MS,
                    up + " bytes up and " + down + " down took " + least + " ms, not " + expectedMs);
        }
    }

    /** Until the last byte of the answer is there. */
    private static double exchangeMs(Socket socket, int up, int down) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        long start = System.nanoTime();
        byte[] message = new byte[8 + up];
        java.nio.ByteBuffer.wrap(message).putInt(up).putInt(down);
        out.write(message);
        new DataInputStream(socket.getInputStream()).readFully(new byte[down]);
        return (System.nanoTime() - start) / 1e6;
    }

    /** Takes two lengths and so many bytes, answers with so many others, over and over. */
    private static final class Peer implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

        Peer() throws IOException {
            Thread.ofPlatform().daemon().start(this::answer);
        }

        int port() {
            return listener.getLocalPort();
        }

        private void answer() {
            try (Socket socket = listener.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                while (true) {
                    int up = in.readInt();
                    int down = in.readInt();
                    in.readFully(new byte[up]);
                    socket.getOutputStream().write(new byte[down]);
                }
            } catch (IOException e) {
                // the test is over
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
