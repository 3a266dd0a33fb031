package io.veilray.cloud.service;

import io.veilray.protocol.CloudException;
import io.veilray.protocol.CloudException.Reason;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running streams: admits no more than the limit and ends those that take too long. */
final class CallWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallWatch.class);
    private static final long TICK_MS = 100;

    private final ServiceLimits limits;
    private final Set<StreamCall<?, ?>> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("veilray-call-watch").factory());

    CallWatch(ServiceLimits limits, Runnable alsoOnTick) {
        this.limits = limits;
        ticker.scheduleAtFixedRate(() -> tick(alsoOnTick), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    /** A failure here must not end the ticking, on which every time limit hangs. */
    private void tick(Runnable alsoOnTick) {
        try {
            running.forEach(call -> call.expire(limits.callTime(), limits.messageWait()));
            alsoOnTick.run();
        } catch (RuntimeException e) {
            LOG.error("the watch over calls failed with {}", e.getClass().getName());
        }
    }

    synchronized void admit(StreamCall<?, ?> call) throws CloudException {
        if (running.size() >= limits.mostCalls()) {
            throw new CloudException(
                    Reason.BUSY, "all " + limits.mostCalls() + " calls that may run at once are running");
        }
        running.add(call);
    }

    void leave(StreamCall<?, ?> call) {
        running.remove(call);
    }

    int running() {
        return running.size();
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
