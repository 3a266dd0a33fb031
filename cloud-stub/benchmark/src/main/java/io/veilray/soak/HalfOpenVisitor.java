package io.veilray.soak;

import io.veilray.client.PrivateClassifier;
import io.veilray.protocol.CloudException;
import io.veilray.wire.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.SplittableRandom;

/** Connects and leaves: after a handshake, in its midst, before it, or with noise in its place. */
final class HalfOpenVisitor implements Visitor {
    private static final int LONGEST_STAY_MS = 15_000;
    /** The beginning of a TLS record that announces 512 bytes. */
    private static final byte[] HALF_A_HELLO = {22, 3, 1, 2, 0, 1, 0, 1, -4, 3, 3};

    private final Endpoint server;
    private final Tally tally;
    private final SplittableRandom random;

    HalfOpenVisitor(Endpoint server, Tally tally, SplittableRandom random) {
        this.server = server;
        this.tally = tally;
        this.random = random;
    }

    @Override
    public void visit() throws IOException, InterruptedException {
        if (random.nextInt(3) == 0) {
            connectAndLeave();
        } else {
            knock();
        }
        tally.count(Tally.LEFT);
    }

    private void connectAndLeave() {
        try (PrivateClassifier classifier = PrivateClassifier.connect(server)) {
            classifier.models();
        } catch (CloudException e) {
            tally.failed(e);
        }
    }

    private void knock() throws IOException, InterruptedException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            byte[] noise = new byte[random.nextInt(1, 4000)];
            random.nextBytes(noise);
            int kind = random.nextInt(3);
            if (kind > 0) {
                socket.getOutputStream().write(kind == 1 ? HALF_A_HELLO : noise);
            }
            Thread.sleep(random.nextInt(LONGEST_STAY_MS));
        }
    }
}
