package io.veilray.cloud.service;

import io.veilray.cloud.service.Refusals.Cause;
import io.veilray.protocol.CloudException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running streams: admits no more than the limits and ends those that take too long. A quarter of each limit is left
 * to the online phases of tickets that are there.
 */
final class CallWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallWatch.class);
    private static final long TICK_MS = 100;
    private static final int ONLINE_ONLY = 4;
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final ServerPolicy policy;
    private final Refusals refusals;
    private final Set<StreamCall<?, ?>> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("veilray-call-watch").factory());

    private boolean closed;

    CallWatch(ServerPolicy policy, Refusals refusals, Runnable alsoOnTick) {
        this.policy = policy;
        this.refusals = refusals;
        ticker.scheduleAtFixedRate(() -> tick(alsoOnTick), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** A failure here must not end the ticking, on which every time limit hangs. */
    private void tick(Runnable alsoOnTick) {
        try {
            running.forEach(
                    call -> call.expire(policy.all().callTime(), policy.all().messageWait()));
            alsoOnTick.run();
        } catch (RuntimeException | Error e) {
            LOG.error("the watch over calls failed with {}", e.getClass().getName());
        }
    }

    synchronized void admit(StreamCall<?, ?> call) throws CloudException {
        Client client = call.owner();
        if (closed) {
            throw refusals.busy(Cause.STOPPING, client, "the server is being stopped");
        }
        require(client, client.running, policy.client().mostCalls(), call, "you run");
        require(client, running.size(), policy.all().mostCalls(), call, "all clients run");
        running.add(call);
        client.running++;
    }

    private void require(Client client, int now, int most, StreamCall<?, ?> call, String who) throws CloudException {
        int allowed = call.online() ? most : most - most / ONLINE_ONLY;
        if (now >= allowed) {
            throw refusals.busy(
                    Cause.CALLS, client, who + " " + now + " calls, and " + allowed + " of that kind are allowed");
        }
    }

    synchronized void leave(StreamCall<?, ?> call) {
        if (running.remove(call)) {
            call.owner().running--;
            notifyAll();
        }
    }

    /** Clients with running calls. */
    Set<Client> clients() {
        return running.stream().map(StreamCall::owner).collect(Collectors.toSet());
    }

    int online() {
        return (int) running.stream().filter(StreamCall::online).count();
    }

    int running() {
        return running.size();
    }

    /** Admits no more, ends those that run, and waits a while for what is computed for them. */
    @Override
    public void close() {
        ticker.shutdownNow();
        synchronized (this) {
            closed = true;
        }
        running.forEach(StreamCall::stop);
        awaitNone();
    }

    private synchronized void awaitNone() {
        boolean interrupted = Thread.interrupted();
        long until = System.nanoTime() + LONGEST_END.toNanos();
        try {
            for (long left = LONGEST_END.toMillis(); !running.isEmpty() && left > 0; ) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
