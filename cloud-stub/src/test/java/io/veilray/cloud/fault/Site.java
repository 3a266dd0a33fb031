package io.veilray.cloud.fault;

import io.veilray.client.PrivateClassifier;
import io.veilray.wire.Limits;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Semaphore;

/** One client with its own proxy of bytes before the server, or its own relay of messages. */
final class Site implements AutoCloseable {
    private static final Limits PATIENT =
            new Limits(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMillis(200));

    final FaultBench bench;
    final Moments moments = new Moments();
    final TcpProxy proxy;
    final MessageRelay relay;
    final PrivateClassifier classifier;
    /** Of those who compute; a client that waits for nothing but its deadline is not among them. */
    final Semaphore computing;

    private volatile boolean impatient;

    private Site(FaultBench bench, Semaphore computing, boolean bytes, Random random, Duration deadline)
            throws Exception {
        this.bench = bench;
        this.computing = computing;
        this.proxy = bytes ? new TcpProxy(bench.server.port(), random) : null;
        this.relay = bytes ? null : new MessageRelay(bench.server.port(), bench.identity);
        this.classifier = PrivateClassifier.connect(
                bench.at(bytes ? proxy.port() : relay.port()),
                PATIENT,
                FaultBench.impatient(() -> impatient, deadline),
                moments);
    }

    /** @param deadline of what a fault may hold up */
    static Site ofBytes(FaultBench bench, Semaphore computing, Random random, Duration deadline) throws Exception {
        return new Site(bench, computing, true, random, deadline);
    }

    /** @param deadline of what a fault may hold up */
    static Site ofMessages(FaultBench bench, Semaphore computing, Random random, Duration deadline) throws Exception {
        return new Site(bench, computing, false, random, deadline);
    }

    /** Whether calls that begin from now on have a short deadline. */
    void impatient(boolean now) {
        impatient = now;
    }

    @Override
    public void close() throws Exception {
        classifier.close();
        if (proxy != null) {
            proxy.close();
        }
        if (relay != null) {
            relay.close();
        }
    }
}
